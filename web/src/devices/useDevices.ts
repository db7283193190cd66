import { useEffect, useState, useSyncExternalStore } from "react";
import { Devices, type DevicesState } from "./devices";

/** Use camera and microphone while `active`. A page that was taken over releases them. */
export function useDevices(active: boolean): { devices: Devices; state: DevicesState } {
	const [devices] = useState(() => new Devices());
	const state = useSyncExternalStore(devices.subscribe, devices.snapshot);
	useEffect(() => {
		if (!active) return;
		void devices.start();
		return () => devices.stop();
	}, [devices, active]);
	return { devices, state };
}
