import { Hand, LogOut, ScreenShare, ScreenShareOff } from "lucide-react";
import { DeviceBar } from "../devices/DeviceBar";
import { useWords } from "../i18n/useWords";
import { canShare } from "../source/screen";
import { Button } from "../ui/Button";
import css from "./GuestStage.module.css";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";
import type { Share } from "./useShare";

/** Show what a guest on the stage can do: devices, a screen, the hand, leave. */
export function GuestFoot({ guest }: { guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const { managed, hand } = guest;
	return (
		<footer className={css.foot}>
			<DeviceBar devices={guest.devices} state={guest.device}>
				{canShare() && <ShareButton {...guest.share} />}
				{(managed.place === "backstage" || managed.handRaised) && (
					<button id="raise-hand" type="button" className={css.act} aria-pressed={managed.handRaised} onClick={hand}>
						<Hand size={20} />
						<span>{words.raiseHand}</span>
					</button>
				)}
			</DeviceBar>
			<Button id="leave-stage" className={css.leave} onClick={guest.leave}>
				<LogOut size={16} />
				<span>{words.leave}</span>
			</Button>
		</footer>
	);
}

/** Start and stop sharing a screen. Phones cannot share one. */
function ShareButton({ screen, toggle }: Share) {
	const words = useWords(guestStageWords);
	const Icon = screen ? ScreenShareOff : ScreenShare;
	return (
		<button
			id="share-screen"
			type="button"
			className={css.act}
			aria-pressed={screen !== null}
			aria-keyshortcuts="S"
			onClick={toggle}
		>
			<Icon size={20} />
			<span>{screen ? words.stopShare : words.share}</span>
		</button>
	);
}
