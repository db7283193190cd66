import { useLayoutEffect } from "react";
import { oneLine } from "./oneLine";

/** Write the page's state on the body, where styles and tests find it. `air` turns on everything that is red. The title
 *  begins with the number of people who wait, for a host in another tab. People typed the rest. */
export function useBody(page: string, state: string, air: boolean, title: string, waiting = 0): void {
	useLayoutEffect(() => {
		Object.assign(document.body.dataset, { page, state, air: String(air) });
		document.title = `${waiting ? `(${waiting}) ` : ""}${oneLine(title)} · Kaibo`;
	}, [page, state, air, title, waiting]);
}
