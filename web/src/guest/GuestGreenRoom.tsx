import { TriangleAlert, VideoOff } from "lucide-react";
import { DeviceNotices } from "../devices/DeviceNotices";
import { DeviceToggles } from "../devices/DeviceToggles";
import { Pickers } from "../devices/Pickers";
import { useWords } from "../i18n/useWords";
import { BlockedBanner } from "../net/BlockedBanner";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { MISSING_MS } from "../stage/guests";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import { NameField } from "../ui/NameField";
import { Picture } from "../ui/Picture";
import { useOverdue } from "../ui/useOverdue";
import { WayHome } from "../ui/WayHome";
import css from "./Guest.module.css";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

/** Show the green room: the guest's picture, sound and name before the stage. */
export function GuestGreenRoom({ session, view, guest }: { session: Session; view: View; guest: GuestParts }) {
	const words = useWords(guestWords);
	const { devices, device, joining, myName } = guest;
	const join = () => {
		// A name that is missing is asked for at its place.
		if (!myName.typed.trim()) document.getElementById("my-name")?.focus();
		void guest.join();
	};
	const bare = device.camera.wanted && device.camera.cause !== null;
	return (
		<>
			<Header />
			<main className={css.green}>
				<div className={css.tile}>
					{device.camera.track ? (
						<Picture track={device.camera.track} className={css.mirror} aria-label={words.yourPicture} />
					) : (
						<p className={css.blank}>
							<VideoOff size={28} />
							{words.noPicture}
						</p>
					)}
					{myName.typed.trim() && <span className={css.plate}>{myName.typed}</span>}
					<div className={css.toggles}>
						<DeviceToggles devices={devices} state={device} />
					</div>
				</div>
				<div className={css.form}>
					<div>
						<h1>{view.Activity.Name}</h1>
						<p className={css.soft}>{words.asGuest}</p>
					</div>
					<GuestBanners session={session} guest={guest} />
					<NameField id="my-name" name={myName.typed} problem={myName.problem} onType={myName.type} />
					<Pickers devices={devices} state={device} />
					<Button kind="primary" id="join-stage" aria-describedby="join-means" busy={joining} onClick={join}>
						{joining ? words.joining : bare ? words.joinBare : words.join}
					</Button>
					<p id="join-means" className={css.faint}>
						{view.Session.OnAir ? words.atOnce : words.meetFirst}
					</p>
					{guest.left && <WayHome url={view.Session.ReturnUrl} className={css.soft} />}
				</div>
			</main>
		</>
	);
}

/** Show each problem with its cure. */
export function GuestBanners({ session, guest }: { session: Session; guest: GuestParts }) {
	const words = useWords(guestWords);
	const out = guest.state === "onstage" && !guest.stage.connected && !guest.blocked;
	const notArriving = useOverdue(out ? ["own"] : [], MISSING_MS).size > 0;
	return (
		<>
			{session.offline && <Banner calm {...words.offline} />}
			<BlockedBanner blocked={guest.blocked} />
			{notArriving && !session.offline && <Banner icon={<TriangleAlert size={20} />} {...words.notArriving} />}
			{guest.refused && <Banner icon={<TriangleAlert size={20} />} {...words[guest.refused]} />}
			<DeviceNotices devices={guest.devices} state={guest.device} mutedTalk={guest.mutedTalk} />
		</>
	);
}
