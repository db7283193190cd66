import { useLayoutEffect } from "react";

/** Write the page's state on the body, where styles and tests find it. `air` turns on everything that is red. */
export function useBody(page: string, state: string, air: boolean, title: string): void {
	useLayoutEffect(() => {
		Object.assign(document.body.dataset, { page, state, air: String(air) });
		document.title = `${title} · Kaibo`;
	}, [page, state, air, title]);
}
