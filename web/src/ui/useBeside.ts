import { type RefObject, useLayoutEffect } from "react";

/** In pixels. */
const GAP = 4;
const MARGIN = 12;

/** Place an open menu over the page, above or below its button, where more room is. `list`: the id of the menu. `whole`: its
 *  items are there, which give it its width. */
export function useBeside(open: boolean, button: RefObject<HTMLElement | null>, list: string, whole: boolean): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: another width is another place
	useLayoutEffect(() => {
		const menu = document.getElementById(list);
		if (!open || !menu) return;
		const place = () => {
			const at = button.current?.getBoundingClientRect();
			if (!at) return;
			const [above, below] = [at.top, innerHeight - at.bottom];
			const up = above > below;
			const left = Math.max(MARGIN, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - MARGIN));
			Object.assign(menu.style, {
				left: `${left}px`,
				top: up ? "auto" : `${at.bottom + GAP}px`,
				bottom: up ? `${innerHeight - at.top + GAP}px` : "auto",
				maxHeight: `${Math.max(above, below) - GAP - MARGIN}px`,
			});
		};
		place();
		addEventListener("scroll", place, true);
		addEventListener("resize", place);
		return () => {
			removeEventListener("scroll", place, true);
			removeEventListener("resize", place);
		};
	}, [open, button, list, whole]);
}
