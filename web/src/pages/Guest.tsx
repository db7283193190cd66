import { Coffee, DoorClosed, PanelsTopLeft } from "lucide-react";
import type { View } from "../api/types";
import { Button } from "../look/Button";
import { Card } from "../look/Card";
import type { Session } from "../session/useSession";
import { useWords } from "../words/useWords";
import { GuestGreenRoom } from "./GuestGreenRoom";
import { GuestStage } from "./GuestStage";
import { useBody } from "./useBody";
import { useGuest } from "./useGuest";

/** The guest's page: meets the host before the audience does. */
export default function Guest({ session, view }: { session: Session; view: View }) {
	const { guest: words } = useWords();
	const guest = useGuest(session, view);
	useBody("guest", guest.state, guest.air, view.Activity.Name);
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
			</Card>
		);
	}
	if (guest.state === "ended") return <Card icon={<Coffee />} title={words.overTitle} text={words.overText} />;
	if (guest.state === "onstage") return <GuestStage session={session} view={view} guest={guest} />;
	return <GuestGreenRoom session={session} view={view} guest={guest} />;
}
