import { useWords } from "../i18n/useWords";
import type { Device } from "./devices";
import type { Kind } from "./open";
import { deviceWords } from "./words";

/** Return what a device's button shows: its name, that it is off, or what keeps it away. `label` names the device as well
 *  where the words alone would not. */
export function useDeviceName(
	kind: Kind,
	{ wanted, track, opening, cause }: Device,
): { shown: string; label: string | undefined } {
	const words = useWords(deviceWords);
	if (wanted && cause && !opening) {
		const shown = words.without[cause][kind];
		return { shown, label: `${kind === "mic" ? words.microphone : words.camera}: ${shown}` };
	}
	const on = wanted && (track !== null || opening);
	if (kind === "mic") return { shown: on ? words.mic : words.micOff, label: undefined };
	return { shown: on ? words.camera : words.cameraOff, label: undefined };
}
