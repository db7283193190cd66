import type { Design } from "./document";

const LETTERS = 36;
const LENGTH = 6;

/** Make an id that the document never had. A repeated id would get the old thing's state on air.
 *  `random` gives numbers from 0 to below 1. */
export function freeId(design: Design, stem: string, random: () => number = Math.random): string {
	const taken = idsOf(design);
	let id = "";
	for (let extra = 0; !id || taken.has(id); extra++) {
		const number = Math.floor(random() * LETTERS ** LENGTH) + extra;
		id = `${stem}-${number.toString(LETTERS).padStart(LENGTH, "0")}`;
	}
	return id;
}

function idsOf({ sources, scenes, overlays, air }: Design): Set<string> {
	const lists = [overlays, ...scenes.map(({ items }) => items), air.shown?.scene.items ?? [], air.shown?.overlays ?? []];
	return new Set([
		...Object.keys(sources),
		...Object.keys(air.shown?.sources ?? {}),
		...scenes.map(({ id }) => id),
		...lists.flat().map(({ id }) => id),
		...air.overlays,
		...Object.keys(air.pages),
		...Object.keys(air.ends),
	]);
}
