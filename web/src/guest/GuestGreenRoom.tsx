import { Pickers } from "../devices/Pickers";
import { SoundTest } from "../devices/SoundTest";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import { NameField } from "../ui/NameField";
import { WayHome } from "../ui/WayHome";
import css from "./Guest.module.css";
import { GuestBanners } from "./GuestBanners";
import { managed } from "./managed";
import { OwnPicture } from "./OwnPicture";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

interface Props {
	session: Session;
	view: View;
	guest: GuestParts;
}

/** Show the green room: the guest's picture, sound and name before the stage. */
export function GuestGreenRoom({ session, view, guest }: Props) {
	const words = useWords(guestWords);
	const { myName } = guest;
	return (
		<>
			<Header />
			<main className={css.green}>
				<OwnPicture guest={guest} name={myName.typed} />
				<div className={css.form}>
					<div>
						<h1>{view.Activity.Name}</h1>
						<p className={css.soft}>{words.asGuest(view.Seat.UserName ?? "")}</p>
						{view.Recording === "on" && (
							<p id="recorded" className={css.soft}>
								{words.recorded}
							</p>
						)}
					</div>
					<GuestBanners session={session} guest={guest} />
					<NameField id="name" name={myName.typed} problem={myName.problem} onType={myName.type} />
					<GuestDevices guest={guest} />
					<JoinButton view={view} guest={guest} />
					{guest.left && <WayHome url={view.Session.ReturnUrl} className={css.soft} />}
				</div>
			</main>
		</>
	);
}

/** Choose the microphone and the output, and test both. The camera has a list only where there are several to choose from. */
export function GuestDevices({ guest: { devices, device, facing, speaker } }: { guest: GuestParts }) {
	const micOnly = facing.turn !== null || device.camera.choices.length === 1;
	return (
		<>
			<Pickers devices={devices} state={device} micOnly={micOnly} />
			<SoundTest speaker={speaker} />
		</>
	);
}

/** Join, with the promise that is true for this show: when viewers see the guest. */
function JoinButton({ view, guest }: { view: View; guest: GuestParts }) {
	const words = useWords(guestWords);
	const { device, joining, myName } = guest;
	const { mode } = managed(view);
	const join = () => {
		// A name that is missing is asked for at its place.
		if (!myName.typed.trim()) document.getElementById("name")?.focus();
		void guest.join();
	};
	const bare = mode === "on-air" && device.camera.wanted && device.camera.cause !== null;
	return (
		<>
			<Button
				kind="primary"
				id="join-stage"
				className={css.join}
				aria-describedby={mode === "on-air" ? undefined : "join-means"}
				busy={joining}
				onClick={join}
			>
				<span>{joining ? words.joining : bare ? words.joinBare : words.join[mode]}</span>
				{mode === "on-air" && <small id="join-means">{words.atOnce}</small>}
			</Button>
			{mode !== "on-air" && (
				<p id="join-means" className={css.faint}>
					{words.promise[mode](view.Seat.UserName ?? "")}
				</p>
			)}
		</>
	);
}
