import { Mic, MicOff, Video, VideoOff } from "lucide-react";
import { Button } from "../ui/Button";
import css from "./DeviceToggles.module.css";
import { useDeviceName } from "./deviceName";
import type { Devices, DevicesState } from "./devices";
import type { Kind } from "./open";

const ICONS = { mic: [Mic, MicOff], camera: [Video, VideoOff] } as const;
const KEYS = { mic: "M", camera: "V" };

/** Turn the microphone and the camera on and off, on the picture itself. The pickers stand elsewhere. */
export function DeviceToggles({ devices, state }: { devices: Devices; state: DevicesState }) {
	return (
		<div className={css.row}>
			<Toggle kind="mic" devices={devices} state={state} />
			<Toggle kind="camera" devices={devices} state={state} />
		</div>
	);
}

function Toggle({ kind, devices, state }: { kind: Kind; devices: Devices; state: DevicesState }) {
	const device = state[kind];
	const { shown, label } = useDeviceName(kind, device);
	const on = device.wanted && device.track !== null;
	const plain = on || device.opening;
	const Icon = ICONS[kind][plain ? 0 : 1];
	return (
		<Button
			id={kind}
			onPicture
			icon={plain}
			className={plain ? undefined : css.off}
			aria-label={plain ? shown : label}
			title={plain ? shown : undefined}
			aria-pressed={on}
			aria-busy={device.opening || undefined}
			aria-keyshortcuts={KEYS[kind]}
			onClick={() => devices.toggle(kind)}
		>
			<Icon size={20} />
			{!plain && <span>{shown}</span>}
		</Button>
	);
}
