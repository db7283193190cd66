import { ChevronDown, Mic, MicOff, Video, VideoOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Meter } from "../ui/Meter";
import css from "./DeviceBar.module.css";
import { useDeviceName } from "./deviceName";
import type { Device, Devices, DevicesState } from "./devices";
import { useLevel } from "./level";
import type { Kind } from "./open";
import { canChoose, Pickers } from "./Pickers";
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
	const { mic, camera } = state;
	return (
		<div className={css.bar}>
			<Control
				id="mic"
				keys="M"
				device={mic}
				choose={words.chooseMic}
				icon={isPlain(mic) ? <Mic size={20} /> : <MicOff size={20} />}
				onToggle={() => devices.toggle("mic")}
			>
				{mic.track && <MicLevel mic={mic} />}
			</Control>
			<Control
				id="camera"
				keys="V"
				device={camera}
				choose={words.chooseCamera}
				icon={isPlain(camera) ? <Video size={20} /> : <VideoOff size={20} />}
				onToggle={() => devices.toggle("camera")}
			/>
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

/** A device that opens looks as it will when it is open. */
const isPlain = ({ wanted, track, opening }: Device) => wanted && (track !== null || opening);

interface ControlProps {
	id: Kind;
	keys: string;
	device: Device;
	choose: string;
	icon: ReactNode;
	onToggle: () => void;
	children?: ReactNode;
}

function Control({ id, keys, device, choose, icon, onToggle, children }: ControlProps) {
	const { shown, label } = useDeviceName(id, device);
	const on = device.wanted && device.track !== null;
	return (
		<span className={css.control} data-off={!isPlain(device)}>
			<button
				id={id}
				type="button"
				className={css.main}
				aria-label={label}
				aria-pressed={on}
				aria-busy={device.opening}
				aria-keyshortcuts={keys}
				onClick={onToggle}
			>
				{icon}
				<span>{shown}</span>
				{children}
			</button>
			{canChoose(device) && (
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
