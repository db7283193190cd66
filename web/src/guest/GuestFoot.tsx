import { Hand, LogOut } from "lucide-react";
import { DeviceBar } from "../devices/DeviceBar";
import { useWords } from "../i18n/useWords";
import { ShareButton } from "../source/ShareButton";
import bar from "../source/ShareButton.module.css";
import { Button } from "../ui/Button";
import css from "./GuestStage.module.css";
import { guestStageWords } from "./stageWords";
import type { GuestParts } from "./useGuest";

/** Show what a guest on the stage can do: devices, a screen, the hand, leave. */
export function GuestFoot({ guest }: { guest: GuestParts }) {
	const words = useWords(guestStageWords);
	const { managed, hand } = guest;
	return (
		<footer className={css.foot}>
			<DeviceBar devices={guest.devices} state={guest.device}>
				<ShareButton on={guest.share.screen !== null} onToggle={guest.share.toggle} />
				{(managed.place === "backstage" || managed.handRaised) && (
					<button id="raise-hand" type="button" className={bar.share} aria-pressed={managed.handRaised} onClick={hand}>
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
