/** Opens a camera or a microphone. Names the causes of a failure that a page can act on. */
import { MediaDeviceFailure } from "livekit-client";

export type Kind = "camera" | "mic";

/** refused: the person, the browser or the system refused. busy: another program uses the device. none: there is no such device.
 *  insecure: the page did not come over https or from localhost. failed: anything else. */
export type Cause = "refused" | "busy" | "none" | "insecure" | "failed";

export type Opened = { track: MediaStreamTrack } | { cause: Cause };

const CAUSES: Record<MediaDeviceFailure, Cause> = {
	[MediaDeviceFailure.PermissionDenied]: "refused",
	[MediaDeviceFailure.DeviceInUse]: "busy",
	[MediaDeviceFailure.NotFound]: "none",
	[MediaDeviceFailure.Other]: "failed",
};
/** Errors that livekit-client counts as "other", though a page can say more. */
const MORE: Record<string, Cause> = { SecurityError: "refused", AbortError: "busy", OverconstrainedError: "none" };

/** Say why the browser did not open a device. */
export function causeOf(error: unknown): Cause {
	if (!(error instanceof Error)) return "failed";
	return MORE[error.name] ?? CAUSES[MediaDeviceFailure.getFailure(error) ?? MediaDeviceFailure.Other];
}

/** ideal: another device is better than none. exact: this device or none. */
type Demand = "ideal" | "exact";

function constraints(kind: Kind, deviceId: string, demand: Demand = "ideal"): MediaTrackConstraints {
	// "ideal": a remembered device that is unplugged now must not keep the person out.
	const device = deviceId ? { deviceId: { [demand]: deviceId } } : {};
	return kind === "camera"
		? { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
		: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

/** Say why a browser has no devices for pages: the address, or the app whose browser it is. */
const withoutDevices = (): { cause: Cause } => ({ cause: isSecureContext ? "refused" : "insecure" });

/** Open one device. Never throws. */
export async function open(kind: Kind, deviceId: string, demand: Demand = "ideal"): Promise<Opened> {
	if (!navigator.mediaDevices) return withoutDevices();
	const wanted = constraints(kind, deviceId, demand);
	try {
		const stream = await navigator.mediaDevices.getUserMedia(kind === "camera" ? { video: wanted } : { audio: wanted });
		const track = stream.getTracks()[0];
		return track ? { track } : { cause: "none" };
	} catch (error) {
		return { cause: causeOf(error) };
	}
}

/** Open this device or, when it fails, the first of the others that works. Never throws. A refusal covers them all. */
export async function openAny(kind: Kind, deviceId: string, others: string[]): Promise<Opened> {
	const first = await open(kind, deviceId);
	if ("track" in first || first.cause === "refused") return first;
	for (const other of others) {
		const next = await open(kind, other, "exact");
		if ("track" in next) return next;
	}
	return first;
}

/** Open both with one question of the browser. If that fails, open each alone, so that one never costs the other. */
export async function openBoth(cameraId: string, micId: string): Promise<Record<Kind, Opened>> {
	if (!navigator.mediaDevices) return { camera: withoutDevices(), mic: withoutDevices() };
	try {
		const stream = await navigator.mediaDevices.getUserMedia({
			video: constraints("camera", cameraId),
			audio: constraints("mic", micId),
		});
		const [camera] = stream.getVideoTracks();
		const [mic] = stream.getAudioTracks();
		if (camera && mic) return { camera: { track: camera }, mic: { track: mic } };
	} catch (error) {
		// A refusal covers both: with one more question for each device the person would be asked three times.
		if (causeOf(error) === "refused" && !(await anyGranted())) {
			return { camera: { cause: "refused" }, mic: { cause: "refused" } };
		}
	}
	return { camera: await open("camera", cameraId), mic: await open("mic", micId) };
}

/** Tell whether the person already allows the camera or the microphone. */
async function anyGranted(): Promise<boolean> {
	const names = ["camera", "microphone"] as PermissionName[];
	const states = await Promise.all(
		names.map((name) =>
			navigator.permissions.query({ name }).then(
				(status) => status.state,
				() => "prompt", // Firefox knows neither name
			),
		),
	);
	return states.includes("granted");
}
