import type { Design, DesignSource, Item, Scene, Shown } from "./document";
import { same } from "./same";
import { withoutUnused } from "./sources";

/**
 * Draft before air. On air, an edit that would change the picture of viewers is a draft. Then `air.shown` keeps the
 * picture that they see. The draft ends when the host shows or drops it. It also ends when an edit or undo
 * leads back to that picture. Switching to another scene shows that scene as it is stored, and ends the draft too. The
 * changed scene stays changed.
 */

/** Return what viewers see. */
export function seenOnAir(design: Design): Shown {
	return design.air.shown ?? asStored(design);
}

/** Return what viewers would see without a draft. */
export function asStored({ scenes, sources, overlays, brand, air }: Design): Shown {
	const scene = scenes.find(({ id }) => id === air.scene) ?? (scenes[0] as Scene);
	const up = overlays.filter(({ id }) => air.overlays.includes(id));
	return { scene, sources: pick(sources, [...scene.items, ...up]), overlays: up, brand };
}

/** Finish an edit of a show on air: keep what viewers saw before, where the edit would change it. */
export function heldBack(before: Design, after: Design): Design {
	const seen = seenOnAir(before);
	const next = showToViewers(after);
	return samePicture(seen, asStored(next)) ? next : { ...next, air: { ...next.air, shown: seen } };
}

/** Show the draft to viewers: they see the scene as it is stored. */
export function showToViewers(design: Design): Design {
	if (!design.air.shown) return design;
	const { shown: _, ...air } = design.air;
	return { ...design, air };
}

/** Drop the draft: the scene on air becomes what viewers see. */
export function dropDraft(design: Design): Design {
	const { shown } = design.air;
	if (!shown) return design;
	const { scenes, sources, air } = showToViewers(design);
	return withoutUnused({
		...design,
		sources: { ...sources, ...shown.sources },
		scenes: scenes.map((scene) => (scene.id === shown.scene.id ? shown.scene : scene)),
		overlays: withThese(design.overlays, shown.overlays),
		brand: shown.brand,
		air: { ...air, overlays: shown.overlays.map(({ id }) => id) },
	});
}

/** Put these overlays where the list has them, in their own order. Those that the list lacks come last. */
function withThese(list: Item[], these: Item[]): Item[] {
	const waiting = [...these];
	const ids = new Set(these.map(({ id }) => id));
	const placed = list.map((item) => (ids.has(item.id) ? (waiting.shift() as Item) : item));
	return [...placed, ...waiting];
}

/** Tell whether viewers see the same. Names of scenes, locks and what is hidden are not in the picture. */
export function samePicture(a: Shown, b: Shown): boolean {
	return same(picture(a), picture(b));
}

function picture({ scene, sources, overlays, brand }: Shown): unknown {
	const seen = (items: Item[]) =>
		items
			.filter((item) => item.seen)
			.map(({ id: _, locked: __, ...item }) => ({ ...item, source: visible(sources[item.source]) }));
	return {
		scene: scene.id,
		arranged: scene.free || [scene.layout, scene.large],
		items: seen(scene.items),
		overlays: seen(overlays),
		ground: scene.background ?? brand.background,
		colour: brand.colour,
	};
}

/** Leave out what viewers do not see of a source. Which device a camera is differs on each machine, so it is never a draft. */
function visible(source: DesignSource | undefined): unknown {
	if (source?.kind === "camera") return { kind: source.kind, name: source.name };
	if (source?.kind !== "countdown") return source;
	const { nextScene: _, ...rest } = source;
	return rest;
}

function pick(sources: Design["sources"], items: Item[]): Design["sources"] {
	const used = new Set(items.map(({ source }) => source));
	return Object.fromEntries(Object.entries(sources).filter(([id]) => used.has(id)));
}
