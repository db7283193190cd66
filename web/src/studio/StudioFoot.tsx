import { Layers, Radio } from "lucide-react";
import { canCompose } from "../compositor/compositor";
import { SCREEN } from "../design/document";
import { DeviceBar } from "../devices/DeviceBar";
import type { EditMode } from "../editor/useEditMode";
import { useWords } from "../i18n/useWords";
import { isEnded } from "../net/roles";
import type { View } from "../net/types";
import { ShareButton } from "../source/ShareButton";
import { Button } from "../ui/Button";
import { useNarrow } from "../ui/useNarrow";
import { SilenceQuestion } from "./SilenceQuestion";
import css from "./Studio.module.css";
import { StudioEnd } from "./StudioEnd";
import type { StudioParts } from "./useStudio";
import { studioWords } from "./words";

/** Show the devices at the left, and the button that goes live or ends at the right. */
export function StudioFoot({ view, studio, editor }: { view: View; studio: StudioParts; editor: EditMode }) {
	const words = useWords(studioWords);
	const narrow = useNarrow();
	const { open, devices, device, screens, onAir, paintOn } = studio;
	if (!open) {
		return (
			<footer className={css.foot}>
				<p className={css.faint}>{words.devicesOff}</p>
			</footer>
		);
	}
	return (
		<footer className={css.foot}>
			<DeviceBar devices={devices} state={device}>
				<ShareButton on={screens.shared.has(SCREEN)} onToggle={() => screens.toggle(SCREEN)} />
			</DeviceBar>
			{paintOn && !narrow && (
				<Button id="edit-scene" kind="quiet" className={css.tool} aria-pressed={editor.open} onClick={editor.toggle}>
					<Layers size={20} />
					<span>{words.edit}</span>
				</Button>
			)}
			{onAir.state === "live" ? (
				<StudioEnd viewers={view.Viewers} onAir={onAir} />
			) : (
				canCompose() && <GoLive view={view} studio={studio} />
			)}
		</footer>
	);
}

interface GoLiveProps {
	view: View;
	studio: StudioParts;
	/** After the show going live again is the last thing to do. */
	kind?: "primary" | "plain";
}

export function GoLive({ view, studio: { onAir, open, goingLive }, kind = "primary" }: GoLiveProps) {
	const words = useWords(studioWords);
	const narrow = useNarrow();
	const { lack, asking, press } = goingLive;
	const { Wanted, Status: status } = view.Activity;
	const going = onAir.doing === "going" || onAir.sending;
	const idle = Wanted ? words.backOnAir : onAir.state === "ended" || isEnded(status) ? words.goLiveAgain : words.goLive;
	const whole = lack ? words.goLiveWithout[lack] : idle;
	return (
		<>
			<Button
				kind={kind}
				id={asking ? undefined : "go-live"}
				aria-keyshortcuts={open ? "G" : undefined}
				aria-label={narrow && lack ? whole : undefined}
				busy={going}
				onClick={press}
			>
				<Radio size={20} />
				{/* A phone has one row for all buttons. Its host reads the rest in the question. */}
				<span>{going ? words.goingLive : narrow ? idle : whole}</span>
				{open && <kbd>G</kbd>}
			</Button>
			{asking && <SilenceQuestion goingLive={goingLive} />}
		</>
	);
}
