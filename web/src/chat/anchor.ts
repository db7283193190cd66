/** A row in sight. The row itself may be drawn again, so its key names it. */
export interface Place {
	key: string;
	/** Pixels from the top of the box that scrolls. */
	top: number;
}

const KEY = "data-message";
/** The first of them that is still there is the anchor: a moderator may delete the others. */
const ROWS = 8;

/** List the first rows of `list` that the box shows. */
export function placesIn(box: HTMLElement, list: HTMLElement): readonly Place[] {
	const edge = box.getBoundingClientRect().top;
	const places: Place[] = [];
	for (const row of list.querySelectorAll(`[${KEY}]`)) {
		const { top, bottom } = row.getBoundingClientRect();
		if (bottom > edge) places.push({ key: row.getAttribute(KEY) ?? "", top: top - edge });
		if (places.length === ROWS) break;
	}
	return places;
}

/** Return by how many pixels the first of these rows that is still there has moved; 0 when none is. */
export function movedBy(places: readonly Place[], box: HTMLElement): number {
	for (const { key, top } of places) {
		const row = box.querySelector(`[${KEY}="${key}"]`);
		if (row) return row.getBoundingClientRect().top - box.getBoundingClientRect().top - top;
	}
	return 0;
}
