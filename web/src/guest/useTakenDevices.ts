import { useEffect } from "react";
import type { Devices, DevicesState } from "../devices/devices";
import type { Managed } from "./managed";

/** Keep the microphone and the camera off while the host has taken the right to them. They stay off when the right comes
 *  back: the guest decides when others hear and see them again. */
export function useTakenDevices(devices: Devices, { mic, camera }: DevicesState, { muted, cameraOff }: Managed): void {
	useEffect(() => {
		if (muted && mic.wanted) devices.set("mic", false);
	}, [devices, muted, mic.wanted]);
	useEffect(() => {
		if (cameraOff && camera.wanted) devices.set("camera", false);
	}, [devices, cameraOff, camera.wanted]);
}
