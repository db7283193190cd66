import { useLayoutEffect } from "react";
import { oneLine } from "./oneLine";

/** Write the page's state on the body, where styles and tests find it. `air` turns on everything that is red. The title
 *  begins with the number of people who wait, for a host in another tab. People typed the rest. `draft`: the host's page
 *  shows a change that viewers do not see. */
export function useBody(page: string, state: string, air: boolean, title: string, waiting = 0, draft = false): void {
	useLayoutEffect(() => {
		Object.assign(document.body.dataset, { page, state, air: String(air) });
		if (draft) document.body.dataset.draft = "";
		else delete document.body.dataset.draft;
		document.title = `${waiting ? `(${waiting}) ` : ""}${oneLine(title)} · Kaibo`;
	}, [page, state, air, title, waiting, draft]);
}
