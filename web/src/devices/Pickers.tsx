import { Mic, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Meter } from "../ui/Meter";
import type { Device, Devices, DevicesState } from "./devices";
import { useLevel } from "./level";
import type { Kind } from "./open";
import css from "./Pickers.module.css";
import { deviceWords } from "./words";

/** Tell whether there is anything to choose from, or will be in a moment. A refused device offers nothing. */
export const canChoose = ({ opening, choices, cause }: Device): boolean => cause !== "refused" && (choices.length > 0 || opening);

interface Props {
	devices: Devices;
	state: DevicesState;
	/** The camera is chosen elsewhere, or there is nothing to choose. */
	micOnly?: boolean;
}

/** Choose a microphone and a camera. A change takes effect at once. */
export function Pickers({ devices, state, micOnly }: Props) {
	const words = useWords(deviceWords);
	const level = useLevel(state.mic.track, state.mic.wanted);
	if (!canChoose(state.mic) && !canChoose(state.camera)) return null;
	return (
		<div className={css.pickers}>
			<Picker kind="mic" icon={<Mic size={20} />} label={words.microphone} device={state.mic} devices={devices}>
				<Meter level={level} label={words.microphone} />
			</Picker>
			{!micOnly && (
				<Picker kind="camera" icon={<Video size={20} />} label={words.camera} device={state.camera} devices={devices} />
			)}
		</div>
	);
}

interface PickerProps {
	kind: Kind;
	icon: ReactNode;
	label: string;
	device: Device;
	devices: Devices;
	children?: ReactNode;
}

function Picker({ kind, icon, label, device, devices, children }: PickerProps) {
	const words = useWords(deviceWords);
	const { choices } = device;
	if (!canChoose(device)) return null;
	return (
		<div className={css.picker}>
			{icon}
			<select
				aria-label={label}
				value={device.deviceId}
				disabled={choices.length === 0}
				onChange={(event) => devices.choose(kind, event.target.value)}
			>
				{choices.length === 0 && <option value={device.deviceId}>{words.waiting}</option>}
				{choices.map((choice, index) => (
					<option key={choice.id} value={choice.id}>
						{choice.label || words.unnamed(index + 1)}
					</option>
				))}
			</select>
			{children && <div className={css.below}>{children}</div>}
		</div>
	);
}
