import type { Crop, Design, Item, Rect } from "./document";
import { itemOf } from "./first";
import { freeId } from "./ids";
import { within } from "./limits";
import { OVERLAYS, withoutUnused } from "./sources";

/** The reach of a rectangle over the frame, and its smallest side, as shares of the frame. */
const FAR = 4;
const LARGEST = 8;
const SMALLEST = 0.01;
/** The most that crops of two opposite sides may take together. */
const MOST_CUT = 0.9;

/** Return the items of a scene, or the overlays. */
export function itemsAt(design: Design, place: string): Item[] {
	return place === OVERLAYS ? design.overlays : (design.scenes.find(({ id }) => id === place)?.items ?? []);
}

/** Put a source on top of a scene or of the overlays. Return the id of the item too. */
export function addItem(design: Design, place: string, source: string, part: Partial<Item> = {}): [Design, string] {
	const id = freeId(design, "item");
	if (!Object.hasOwn(design.sources, source) || design.sources[source]?.kind === "microphone") return [design, ""];
	return [withItems(design, place, (items) => [...items, inLimits(itemOf(id, source, part))]), id];
}

/** Remove an item, and its source when nothing else shows it. */
export function removeItem(design: Design, place: string, id: string): Design {
	const next = withItems(design, place, (items) => (has(items, id) ? items.filter((item) => item.id !== id) : items));
	return next === design ? design : withoutUnused(next);
}

/** Move an item in the order of painting. 0 is the lowest. */
export function moveItem(design: Design, place: string, id: string, to: number): Design {
	return withItems(design, place, (items) => moved(items, id, to));
}

/** Change some fields of an item. */
export function setItem(design: Design, place: string, id: string, part: Partial<Omit<Item, "id" | "source">>): Design {
	return withItems(design, place, (items) =>
		has(items, id) ? items.map((item) => (item.id === id ? inLimits({ ...item, ...part }) : item)) : items,
	);
}

/** A box of an arranged scene, for its item. The guests share one rectangle, around all their boxes. */
export type Placing = Pick<Item, "rect"> & Partial<Pick<Item, "fit" | "shape">>;

/** Turn an arranged scene free. Each item begins where its box is now, `boxes` by the item's id. An item without a box stays. */
export function freed(design: Design, sceneId: string, boxes: Record<string, Placing>): Design {
	const scenes = design.scenes.map((scene) => {
		if (scene.id !== sceneId || scene.free) return scene;
		const items = scene.items.map((item) => {
			const box = Object.hasOwn(boxes, item.id) && boxes[item.id];
			return box ? inLimits({ ...item, ...box }) : item;
		});
		return { ...scene, free: true, items };
	});
	return changed(design, scenes);
}

/** Let a scene arrange its people and screens itself again. */
export function arrangedAgain(design: Design, sceneId: string): Design {
	return changed(
		design,
		design.scenes.map((scene) => (scene.id === sceneId && scene.free ? { ...scene, free: false } : scene)),
	);
}

function changed(design: Design, scenes: Design["scenes"]): Design {
	return scenes.some((scene, index) => scene !== design.scenes[index]) ? { ...design, scenes } : design;
}

/** Move the part with this id within a list. */
export function moved<T extends { id: string }>(list: T[], id: string, to: number): T[] {
	const from = list.findIndex((part) => part.id === id);
	const target = Math.round(within(to, 0, list.length - 1));
	if (from < 0 || from === target) return list;
	const rest = list.filter((part) => part.id !== id);
	return [...rest.slice(0, target), list[from] as T, ...rest.slice(target)];
}

function withItems(design: Design, place: string, change: (items: Item[]) => Item[]): Design {
	if (place === OVERLAYS) {
		const overlays = change(design.overlays);
		return overlays === design.overlays ? design : { ...design, overlays };
	}
	const scenes = design.scenes.map((scene) => {
		const items = scene.id === place ? change(scene.items) : scene.items;
		return items === scene.items ? scene : { ...scene, items };
	});
	return changed(design, scenes);
}

const has = (items: Item[], id: string) => items.some((item) => item.id === id);

function inLimits(item: Item): Item {
	return { ...item, rect: inFrame(item.rect), crop: inPicture(item.crop), opacity: within(item.opacity, 0, 1) };
}

function inFrame({ x, y, width, height }: Rect): Rect {
	return {
		x: within(x, -FAR, FAR),
		y: within(y, -FAR, FAR),
		width: within(width, SMALLEST, LARGEST),
		height: within(height, SMALLEST, LARGEST),
	};
}

function inPicture(crop: Crop): Crop {
	const [left, right] = apart(crop.left, crop.right);
	const [top, bottom] = apart(crop.top, crop.bottom);
	return { left, top, right, bottom };
}

function apart(first: number, last: number): [number, number] {
	const a = within(first, 0, MOST_CUT);
	return [a, within(last, 0, MOST_CUT - a)];
}
