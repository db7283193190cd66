import { Coffee, DoorClosed, Link2Off, PanelsTopLeft } from "lucide-react";
import { inCompanion } from "../companion/port";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Sounds } from "../stage/Sounds";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { PageBoundary } from "../ui/PageBoundary";
import { useBody } from "../ui/useBody";
import { keysOn, useKeys } from "../ui/useKeys";
import { useLoaded } from "../ui/useLoaded";
import { WayHome } from "../ui/WayHome";
import { GuestGreenRoom } from "./GuestGreenRoom";
import { GuestStage } from "./GuestStage";
import { GuestWaiting } from "./GuestWaiting";
import { type GuestParts, useGuest } from "./useGuest";
import { usePlaceOnBody } from "./usePlaceOnBody";
import { guestWords } from "./words";

const companion = () => import("../companion/CompanionGuest");

/** Run the guest's page: the guest meets the host first, then the audience. It owns the devices, the room and the
 *  publisher, and plays the others' voices. When the visible part fails, the guest stays on the stage. */
export default function Guest({ session, view }: { session: Session; view: View }) {
	const guest = useGuest(session, view);
	const Companion = useLoaded(inCompanion() ? companion : null);
	const words = useWords(guestWords);
	const onstage = guest.state === "onstage" && !session.moved;
	useBody("guest", guest.state, guest.air, view.Activity.Name);
	usePlaceOnBody(session.moved ? "" : guest.managed.place);
	useKeys(guest.here && keysOn(), {
		m: () => guest.devices.toggle("mic"),
		v: () => guest.devices.toggle("camera"),
		s: () => onstage && guest.share.toggle(),
	});
	return (
		<>
			{Companion && <Companion {...guest} view={view} />}
			<PageBoundary goesOn={onstage ? words.stageGoesOn : undefined}>
				<Shown session={session} view={view} guest={guest} />
			</PageBoundary>
			<Sounds tracks={onstage ? guest.people.flatMap((person) => person.sounds) : []} speaker={guest.speaker.id} />
		</>
	);
}

function Shown({ session, view, guest }: { session: Session; view: View; guest: GuestParts }) {
	const words = useWords(guestWords);
	if (session.moved) {
		return (
			<Card icon={<PanelsTopLeft />} title={words.movedTitle} text={words.movedText}>
				<Button kind="primary" onClick={() => void session.enter()}>
					{words.bringBack}
				</Button>
			</Card>
		);
	}
	if (guest.state === "removed") {
		return (
			<Card icon={<DoorClosed />} title={words.removedTitle} text={words.removedText}>
				<Button kind="primary" onClick={() => location.assign(view.Activity.ViewUrl)}>
					{words.watch}
				</Button>
				<WayHome url={view.Session.ReturnUrl} />
			</Card>
		);
	}
	if (guest.state === "ended") return <Ended view={view} />;
	if (guest.state === "onstage") return <GuestStage session={session} view={view} guest={guest} />;
	if (guest.state === "waiting") return <GuestWaiting session={session} view={view} guest={guest} />;
	return <GuestGreenRoom session={session} view={view} guest={guest} />;
}

/** Say that the guest's part is over, because of the show or of the link. */
function Ended({ view: { Session } }: { view: View }) {
	const words = useWords(guestWords);
	const { title, text } = words.reason[Session.EndReason as keyof typeof words.reason] ?? words.over;
	return (
		<Card icon={Session.EndReason ? <Link2Off /> : <Coffee />} title={title} text={text}>
			<WayHome url={Session.ReturnUrl} />
		</Card>
	);
}
