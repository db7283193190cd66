import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Meter } from "../ui/Meter";
import css from "./DeviceBar.module.css";
import type { Device, Devices, DevicesState } from "./devices";
import { useLevel } from "./level";
import type { Kind } from "./open";
import { canChoose, Pickers } from "./Pickers";
import { useDeviceButton } from "./useDeviceButton";
import { deviceWords } from "./words";

interface Props {
	devices: Devices;
	state: DevicesState;
	/** More buttons of the bar: the host can share a screen. */
	children?: ReactNode;
}

const PICKERS = "device-pickers";

/** Turn the microphone and the camera on and off, and choose them. */
export function DeviceBar({ devices, state, children }: Props) {
	const words = useWords(deviceWords);
	const [choosing, setChoosing] = useState(false);
	return (
		<div className={css.bar}>
			<Control kind="mic" devices={devices} state={state} choose={words.chooseMic}>
				{state.mic.track && <MicLevel mic={state.mic} />}
			</Control>
			<Control kind="camera" devices={devices} state={state} choose={words.chooseCamera} />
			{children}
			<div
				id={PICKERS}
				popover="auto"
				className={css.popover}
				role="dialog"
				aria-label={words.pickers}
				onToggle={(event) => setChoosing(event.newState === "open")}
			>
				{choosing && <Pickers devices={devices} state={state} />}
			</div>
		</div>
	);
}

interface ControlProps extends Props {
	kind: Kind;
	/** The words for the arrow. */
	choose: string;
}

function Control({ kind, devices, state, choose, children }: ControlProps) {
	const { plain, icon, shown, label, attributes } = useDeviceButton(kind, devices, state);
	return (
		<span className={css.control} data-off={!plain}>
			<button {...attributes} type="button" className={css.main} aria-label={label}>
				{icon}
				<span>{shown}</span>
				{children}
			</button>
			{canChoose(state[kind]) && (
				<button type="button" className={css.arrow} aria-label={choose} title={choose} popoverTarget={PICKERS}>
					<ChevronDown size={16} />
				</button>
			)}
		</span>
	);
}

function MicLevel({ mic }: { mic: Device }) {
	const level = useLevel(mic.track, mic.wanted);
	return <Meter level={level} className={css.meter} />;
}
