import { useEffect, useState } from "react";
import type { Device, Devices } from "./devices";
import { type FacingCamera, facingCameras, otherSide } from "./facing";

export interface Turning {
	/** The camera looks away from the person: their own picture is not turned round, because text in it would be. */
	away: boolean;
	/** Use the camera of the other side. Null where there is none. A camera that is off stays off. */
	turn: (() => void) | null;
}

/** Let a person turn between a phone's front and back camera. */
export function useFacing(devices: Devices, camera: Device): Turning {
	const [cameras, setCameras] = useState<FacingCamera[]>([]);
	const { choices, deviceId } = camera;
	// biome-ignore lint/correctness/useExhaustiveDependencies: another list of choices is another list of cameras
	useEffect(() => {
		let over = false;
		void facingCameras().then((found) => !over && setCameras(found));
		return () => {
			over = true;
		};
	}, [choices]);
	const other = otherSide(cameras, deviceId);
	return {
		away: cameras.find(({ id }) => id === deviceId)?.facing === "environment",
		turn: other ? () => devices.choose("camera", other.id) : null,
	};
}
