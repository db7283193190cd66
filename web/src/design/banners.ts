import type { Design, Item } from "./document";
import { moved, moveItem, removeItem } from "./items";
import { addOverlay } from "./overlays";
import { OVERLAYS, setSource } from "./sources";

/** A banner is an overlay whose source is a lower third. */
export interface Banner extends BannerWords {
	/** The id of its overlay. */
	id: string;
	source: string;
}

export interface BannerWords {
	title: string;
	line: string;
}

/** List the banners of a show, in the order of their row. */
export function bannersOf({ overlays, sources }: Pick<Design, "overlays" | "sources">): Banner[] {
	return overlays.flatMap(({ id, source }) => {
		const words = sources[source];
		return words?.kind === "lowerThird" ? [{ id, source, title: words.title, line: words.line }] : [];
	});
}

/** Add a banner after the last one, below all other overlays. It is down. Return its id too. */
export function addBanner(design: Design, words: BannerWords): [Design, string] {
	const [next, id] = addOverlay(design, { kind: "lowerThird", ...words });
	const last = bannersIn(design).at(-1);
	return [moveItem(next, OVERLAYS, id, last ? design.overlays.indexOf(last) + 1 : 0), id];
}

/** Change the words of a banner. */
export function rewordBanner(design: Design, { source }: Banner, words: BannerWords): Design {
	return setSource(design, source, "lowerThird", words);
}

/** Move a banner to a place in the row, from 0. */
export function moveBanner(design: Design, id: string, to: number): Design {
	const row = bannersIn(design);
	const next = moved(row, id, to);
	return next === row ? design : inRow(design, next);
}

/** Remove a banner. */
export const removeBanner = (design: Design, id: string) => removeItem(design, OVERLAYS, id);

function bannersIn(design: Design): Item[] {
	const ids = new Set(bannersOf(design).map(({ id }) => id));
	return design.overlays.filter(({ id }) => ids.has(id));
}

/** Paint the banners below all other overlays. So their order among themselves changes no picture. */
function inRow(design: Design, banners: Item[]): Design {
	return { ...design, overlays: [...banners, ...design.overlays.filter((item) => !banners.includes(item))] };
}
