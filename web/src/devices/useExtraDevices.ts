import { useEffect, useState, useSyncExternalStore } from "react";
import type { WantedDevice } from "./assign";
import { ExtraDevices, type ExtraState } from "./extra";

/** Use further cameras and microphones while `active`. Returns what each source has of its device, by the source's id. */
export function useExtraDevices(active: boolean, wanted: WantedDevice[]): ExtraState {
	const [extra] = useState(() => new ExtraDevices());
	const state = useSyncExternalStore(extra.subscribe, extra.snapshot);
	const text = JSON.stringify(wanted);
	useEffect(() => extra.set(JSON.parse(text)), [extra, text]);
	useEffect(() => {
		if (!active) return;
		extra.start();
		return () => extra.stop();
	}, [extra, active]);
	return state;
}
