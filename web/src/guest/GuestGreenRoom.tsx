import { TriangleAlert, VideoOff } from "lucide-react";
import { DeviceBar } from "../devices/DeviceBar";
import { Pickers } from "../devices/Pickers";
import { deviceWords } from "../devices/words";
import { useWords } from "../i18n/useWords";
import { BlockedBanner } from "../net/BlockedBanner";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import { Picture } from "../ui/Picture";
import { WayHome } from "../ui/WayHome";
import css from "./Guest.module.css";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

/** Show the green room: the guest's picture, sound and name before the stage. */
export function GuestGreenRoom({ session, view, guest }: { session: Session; view: View; guest: GuestParts }) {
	const words = useWords(guestWords);
	const { devices, device, joining } = guest;
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
					<span className={css.plate}>{view.Session.UserName}</span>
				</div>
				<div className={css.form}>
					<div>
						<h1>{view.Activity.Name}</h1>
						<p className={css.soft}>{words.guestAs(view.Session.UserName)}</p>
					</div>
					<GuestBanners session={session} guest={guest} />
					<DeviceBar devices={devices} state={device} />
					<Pickers devices={devices} state={device} />
					<Button kind="primary" id="join-stage" aria-describedby="join-means" busy={joining} onClick={() => void guest.join()}>
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
	const devices = useWords(deviceWords);
	const kinds = (["camera", "mic"] as const).filter((kind) => guest.device[kind].wanted && guest.device[kind].cause);
	return (
		<>
			{session.offline && <Banner calm {...words.offline} />}
			<BlockedBanner blocked={guest.blocked} />
			{guest.refused && <Banner icon={<TriangleAlert size={20} />} {...words[guest.refused]} />}
			{kinds.map((kind) => (
				<Banner key={kind} icon={<TriangleAlert size={20} />} {...devices.trouble[kind][guest.device[kind].cause ?? "failed"]}>
					<Button small onClick={() => guest.devices.set(kind, true)}>
						{devices.retry}
					</Button>
				</Banner>
			))}
		</>
	);
}
