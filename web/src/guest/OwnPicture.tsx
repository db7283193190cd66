import { SwitchCamera, VideoOff } from "lucide-react";
import { DeviceToggles } from "../devices/DeviceToggles";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Picture } from "../ui/Picture";
import css from "./Guest.module.css";
import type { GuestParts } from "./useGuest";
import { guestWords } from "./words";

/** Show the guest their own picture before the stage, with its switches on it. */
export function OwnPicture({ guest, name }: { guest: GuestParts; name: string }) {
	const words = useWords(guestWords);
	const { devices, device, facing } = guest;
	return (
		<div className={css.tile}>
			{device.camera.track ? (
				<Picture track={device.camera.track} className={facing.away ? undefined : css.mirror} aria-label={words.yourPicture} />
			) : (
				<p className={css.blank}>
					<VideoOff size={28} />
					{words.noPicture}
				</p>
			)}
			{name.trim() && <span className={css.plate}>{name}</span>}
			<div className={css.toggles}>
				<DeviceToggles devices={devices} state={device} />
				<TurnCamera guest={guest} />
			</div>
		</div>
	);
}

/** Turn between a phone's front and back camera. Show nothing where there is no pair of them. */
export function TurnCamera({ guest: { facing } }: { guest: GuestParts }) {
	const words = useWords(guestWords);
	if (!facing.turn) return null;
	return (
		<Button onPicture icon id="turn-camera" aria-label={words.turnCamera} title={words.turnCamera} onClick={facing.turn}>
			<SwitchCamera size={20} />
		</Button>
	);
}
