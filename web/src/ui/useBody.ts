import { useLayoutEffect } from "react";

/** What the whole page is about, where styles and tests find it. `air` turns on all that is red. */
export function useBody(page: string, state: string, air: boolean, title: string): void {
	useLayoutEffect(() => {
		Object.assign(document.body.dataset, { page, state, air: String(air) });
		document.title = `${title} · Kaibo`;
	}, [page, state, air, title]);
}
