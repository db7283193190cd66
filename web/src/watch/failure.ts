import { deviceStorage } from "../browser/storage";

const KEPT = "kaibo.webrtc-failed";
/** This device remembers for so long that picture and sound do not come by WebRTC. */
const REMEMBERED_MS = 600_000;

/** Tell whether WebRTC failed on this device a short while ago. A time of the future was written before the clock was set. */
export function failedBefore(): boolean {
	const since = Date.now() - Number(deviceStorage.get(KEPT));
	return since >= 0 && since < REMEMBERED_MS;
}

export const rememberFailure = (): unknown => deviceStorage.set(KEPT, String(Date.now()));

export const forgetFailure = (): void => deviceStorage.remove(KEPT);
