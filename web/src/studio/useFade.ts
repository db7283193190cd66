import { useCallback, useState } from "react";
import { deviceStorage } from "../browser/storage";

const KEY = "kaibo.fade";

/** Return whether scenes fade on this device, and a function that turns that on or off. At first they cut. */
export function useFade(): [boolean, (on: boolean) => void] {
	const [fades, setFades] = useState(() => deviceStorage.get(KEY) !== null);
	const turn = useCallback((on: boolean) => {
		if (on) deviceStorage.set(KEY, "1");
		else deviceStorage.remove(KEY);
		setFades(on);
	}, []);
	return [fades, turn];
}
