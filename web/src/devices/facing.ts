import type { Choice } from "./choice";

/** Where a phone's camera looks: at the person, or away from them. "" is any other camera. */
export type Facing = "user" | "environment" | "";

/** A camera of the browser's list, and where it looks. */
export interface FacingCamera extends Choice {
	facing: Facing;
}

/** Words in the labels of phones' cameras. They count where the browser has no `getCapabilities` for a device. */
const BACK = /\b(?:back|rear)\b|后置|后面|背面/i;
const FRONT = /\bfront\b|前置|前面/i;

/** Tell where a camera looks. */
export function facingOf(device: MediaDeviceInfo): Facing {
	const known = (device as Partial<InputDeviceInfo>).getCapabilities?.().facingMode ?? [];
	if (known.includes("environment")) return "environment";
	if (known.includes("user")) return "user";
	if (BACK.test(device.label)) return "environment";
	return FRONT.test(device.label) ? "user" : "";
}

/** List the cameras of this device, with where each looks. */
export async function facingCameras(): Promise<FacingCamera[]> {
	const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
	return all
		.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId)
		.map((device) => ({ id: device.deviceId, label: device.label, facing: facingOf(device) }));
}

/** Return the camera that looks the other way than the one in use. Undefined: this device has no pair of them. A phone lists
 *  its main camera of each side first. */
export function otherSide(cameras: FacingCamera[], usedId: string): FacingCamera | undefined {
	const used = cameras.find(({ id }) => id === usedId)?.facing;
	if (!used) return undefined;
	return cameras.find(({ facing }) => facing !== "" && facing !== used);
}
