import { Hourglass } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import css from "./Guest.module.css";
import { GuestBanners } from "./GuestBanners";
import { GuestDevices } from "./GuestGreenRoom";
import { hasLines, Lines } from "./HostLines";
import { OwnPicture } from "./OwnPicture";
import { SeenChip } from "./SeenChip";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

interface Props {
	session: Session;
	view: View;
	guest: GuestParts;
}

/** Show a guest who knocked that the host knows of them. The page goes on by itself when they are let in. */
export function GuestWaiting({ session, view, guest }: Props) {
	const words = useWords(guestWords);
	return (
		<>
			<Header />
			<main className={css.green}>
				<OwnPicture guest={guest} name={view.Session.UserName} />
				<div className={css.form}>
					<div>
						<h1>{view.Activity.Name}</h1>
						<p className={css.soft}>{words.asGuest(view.Seat.UserName ?? "")}</p>
					</div>
					<Banner
						id="waiting"
						calm
						icon={<Hourglass size={20} />}
						cause={words.waitingTitle}
						cure={view.Seat.Connected ? words.waitingText : words.waitingAlone}
					/>
					<div className={css.unseen}>
						<SeenChip guest={guest} />
					</div>
					{hasLines(guest.managed) && (
						<div>
							<Lines managed={guest.managed} />
						</div>
					)}
					<GuestBanners session={session} guest={guest} />
					<GuestDevices guest={guest} />
					<Button id="leave-stage" onClick={guest.leave}>
						{words.stopWaiting}
					</Button>
				</div>
			</main>
		</>
	);
}
