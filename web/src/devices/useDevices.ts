import { useEffect, useState, useSyncExternalStore } from "react";
import { Devices, type DevicesState } from "./devices";

/** Camera and microphone for as long as the component stands and `active` holds: a page that was taken over lets
 *  them go. */
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
