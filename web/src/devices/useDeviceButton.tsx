import { Mic, MicOff, Video, VideoOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { Device, Devices, DevicesState } from "./devices";
import type { Kind } from "./open";
import { deviceWords } from "./words";

const ICONS = { mic: [Mic, MicOff], camera: [Video, VideoOff] } as const;
const KEYS = { mic: "M", camera: "V" };

/** Return what every button that turns a device on and off has in common.
 *
 *  `plain`: the device is open, or will be in a moment. `shown` is its name, that it is off, or what keeps it away.
 *  `label` names the device as well, where `shown` alone would not. */
export function useDeviceButton(kind: Kind, devices: Devices, state: DevicesState) {
	const device = state[kind];
	const { wanted, track, opening } = device;
	const plain = wanted && (track !== null || opening);
	const Icon = ICONS[kind][plain ? 0 : 1];
	return {
		plain,
		icon: <Icon size={20} />,
		...useNames(kind, device, plain),
		attributes: {
			id: kind,
			"aria-pressed": wanted && track !== null,
			"aria-busy": opening || undefined,
			"aria-keyshortcuts": KEYS[kind],
			onClick: () => devices.toggle(kind),
		},
	};
}

function useNames(kind: Kind, { wanted, opening, cause }: Device, plain: boolean): { shown: string; label: string | undefined } {
	const words = useWords(deviceWords);
	if (wanted && cause && !opening) {
		const shown = words.without[cause][kind];
		return { shown, label: `${kind === "mic" ? words.microphone : words.camera}: ${shown}` };
	}
	if (kind === "mic") return { shown: plain ? words.mic : words.micOff, label: undefined };
	return { shown: plain ? words.camera : words.cameraOff, label: undefined };
}
