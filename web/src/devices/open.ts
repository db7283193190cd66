/** Opening a camera or a microphone, and why it did not work, in words a page can act on. */

export type Kind = "camera" | "mic";

/** refused: the person or the browser said no. busy: another program holds it. none: there is no such device.
 *  insecure: the page did not come over https or from localhost. failed: anything else. */
export type Cause = "refused" | "busy" | "none" | "insecure" | "failed";

export type Opened = { track: MediaStreamTrack } | { cause: Cause };

const CAUSES: Record<string, Cause> = {
	NotAllowedError: "refused",
	SecurityError: "refused",
	NotReadableError: "busy",
	AbortError: "busy",
	TrackStartError: "busy",
	NotFoundError: "none",
	DevicesNotFoundError: "none",
	OverconstrainedError: "none",
};

export function causeOf(error: unknown): Cause {
	return (error instanceof Error && CAUSES[error.name]) || "failed";
}

function constraints(kind: Kind, deviceId: string): MediaTrackConstraints {
	// "ideal": a remembered device that is unplugged today must not keep the person out.
	const device = deviceId ? { deviceId: { ideal: deviceId } } : {};
	return kind === "camera"
		? { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
		: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

export async function open(kind: Kind, deviceId: string): Promise<Opened> {
	if (!navigator.mediaDevices) return { cause: "insecure" };
	const wanted = constraints(kind, deviceId);
	try {
		const stream = await navigator.mediaDevices.getUserMedia(kind === "camera" ? { video: wanted } : { audio: wanted });
		const track = stream.getTracks()[0];
		return track ? { track } : { cause: "none" };
	} catch (error) {
		return { cause: causeOf(error) };
	}
}

/** Both with one question of the browser; if either is missing, each by itself, so that one never costs the other. */
export async function openBoth(cameraId: string, micId: string): Promise<Record<Kind, Opened>> {
	if (!navigator.mediaDevices) return { camera: { cause: "insecure" }, mic: { cause: "insecure" } };
	try {
		const stream = await navigator.mediaDevices.getUserMedia({
			video: constraints("camera", cameraId),
			audio: constraints("mic", micId),
		});
		const [camera] = stream.getVideoTracks();
		const [mic] = stream.getAudioTracks();
		if (camera && mic) return { camera: { track: camera }, mic: { track: mic } };
	} catch (error) {
		// A refusal covers both: asking again for each would be asking three times.
		if (causeOf(error) === "refused" && !(await anyGranted())) {
			return { camera: { cause: "refused" }, mic: { cause: "refused" } };
		}
	}
	return { camera: await open("camera", cameraId), mic: await open("mic", micId) };
}

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
