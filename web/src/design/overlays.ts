import type { Design, DesignSource, Item, Rect } from "./document";
import { addItem } from "./items";
import { addSource, OVERLAYS } from "./sources";

/** Where overlays begin: a lower third at the bottom left, a logo at the top right. */
export const LOWER: Rect = { x: 0.04, y: 0.76, width: 0.5, height: 0.16 };
export const CORNER: Rect = { x: 0.84, y: 0.04, width: 0.12, height: 0.12 };

/** Add a source above all scenes. It is down until the host raises it. Return the id of the overlay too. */
export function addOverlay(design: Design, source: DesignSource, part: Partial<Item> = {}): [Design, string] {
	const [next, id] = addSource(design, source);
	const rect = source.kind === "picture" ? CORNER : LOWER;
	return addItem(next, OVERLAYS, id, { rect, fit: "contain", plate: false, ...part });
}
