import { useEffect, useState } from "react";
import { useLoaded } from "../ui/useLoaded";

/** The page's own work comes first, for at most so long (milliseconds). */
const LATEST_MS = 4000;

/** Load a part of the page that the first picture must not wait for. `ready`: the picture is there, or none is to come. Returns
 *  null until its code is there. */
export function useLate<Part>(load: () => Promise<{ default: Part }>, ready: boolean): Part | null {
	const [due, setDue] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setDue(true), LATEST_MS);
		return () => clearTimeout(timer);
	}, []);
	return useLoaded(ready || due ? load : null);
}
