import { useEffect, useRef, useState } from "react";
import { ring } from "./chime";

/** Tell a viewer who waits that the show begins. The sound that they chose says it, and the page's title in a hidden tab.
 *  Returns whether the title says it. */
export function useBegin(waits: boolean, live: boolean): boolean {
	const waited = useRef(false);
	const [says, setSays] = useState(false);
	if (waits) waited.current = true;

	useEffect(() => {
		if (!live || !waited.current) return;
		waited.current = false;
		ring();
		if (document.visibilityState !== "hidden") return;
		setSays(true);
		const look = () => document.visibilityState === "visible" && setSays(false);
		document.addEventListener("visibilitychange", look);
		return () => {
			document.removeEventListener("visibilitychange", look);
			setSays(false);
		};
	}, [live]);

	return says;
}
