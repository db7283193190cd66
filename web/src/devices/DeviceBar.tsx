import { ChevronDown, Mic, MicOff, Video, VideoOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Meter } from "../ui/Meter";
import css from "./DeviceBar.module.css";
import type { Device, Devices, DevicesState } from "./devices";
import { useLevel } from "./level";
import { Pickers } from "./Pickers";
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
	const micOn = mic.wanted && mic.track !== null;
	const cameraOn = camera.wanted && camera.track !== null;
	return (
		<div className={css.bar}>
			<Control
				id="mic"
				keys="M"
				device={mic}
				choose={words.chooseMic}
				name={micOn ? words.mic : mic.cause ? words.noMic : words.micOff}
				icon={micOn ? <Mic size={20} /> : <MicOff size={20} />}
				onToggle={() => devices.toggle("mic")}
			>
				<MicLevel mic={mic} />
			</Control>
			<Control
				id="camera"
				keys="V"
				device={camera}
				choose={words.chooseCamera}
				name={cameraOn ? words.camera : camera.cause ? words.noCamera : words.cameraOff}
				icon={cameraOn ? <Video size={20} /> : <VideoOff size={20} />}
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

interface ControlProps {
	id: string;
	keys: string;
	device: Device;
	name: string;
	choose: string;
	icon: ReactNode;
	onToggle: () => void;
	children?: ReactNode;
}

function Control({ id, keys, device, name, choose, icon, onToggle, children }: ControlProps) {
	const on = device.wanted && device.track !== null;
	return (
		<span className={css.control} data-off={!on && !device.opening}>
			<button
				id={id}
				type="button"
				className={css.main}
				aria-pressed={on}
				aria-busy={device.opening}
				aria-keyshortcuts={keys}
				onClick={onToggle}
			>
				{icon}
				<span>{name}</span>
				{children}
			</button>
			<button type="button" className={css.arrow} aria-label={choose} title={choose} popoverTarget={PICKERS}>
				<ChevronDown size={16} />
			</button>
		</span>
	);
}

function MicLevel({ mic }: { mic: Device }) {
	const level = useLevel(mic.track, mic.wanted);
	return <Meter level={level} className={css.meter} />;
}
