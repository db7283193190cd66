import { useEffect, useState } from "react";
import { useCrash } from "../ui/useCrash";
import { patiently } from "./load";

/** The page's own work comes first, for at most so long (milliseconds). */
const LATEST_MS = 4000;

/** Load a part of the page that the first picture must not wait for. `ready`: the picture is there, or none is to come. Returns
 *  null until its code is there. */
export function useLate<Part>(load: () => Promise<{ default: Part }>, ready: boolean): Part | null {
	const [part, setPart] = useState<Part | null>(null);
	const [due, setDue] = useState(false);
	const crash = useCrash();
	useEffect(() => {
		const timer = setTimeout(() => setDue(true), LATEST_MS);
		return () => clearTimeout(timer);
	}, []);
	const now = ready || due;
	useEffect(() => {
		if (!now) return;
		let left = false;
		patiently(load).then(
			(module) => !left && setPart(() => module.default),
			(error) => !left && crash(error),
		);
		return () => {
			left = true;
		};
	}, [load, now, crash]);
	return part;
}
