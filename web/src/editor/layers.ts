import type { Design, DesignSource, Item, Rect, Scene } from "../design/document";
import { addItem, freed, itemsAt, moveItem, type Placing, removeItem, setItem } from "../design/items";
import { addSource, OVERLAYS } from "../design/sources";
import { ARRANGED } from "../scene/crewed";
import type { Size } from "../scene/drawnSize";
import { type Box, isOverlay } from "../scene/place";
import { around } from "./geometry";

/** An item of the scene, or an overlay that is up, as the editor shows it. */
export interface Layer {
	/** Where it lies: the id of the scene, or the overlays. */
	place: string;
	item: Item;
	source: DesignSource;
	/** Where it stands now. Null: nothing of it is in the picture. */
	rect: Rect | null;
	/** The scene places it. A change of its place makes the scene free. */
	arranged: boolean;
}

/** The part of a picture that the editor needs. */
export interface Boxes {
	size: Size;
	boxes: Pick<Box, "id" | "item" | "shape" | "x" | "y" | "width" | "height">[];
}

/** List what the scene on air shows, the topmost first. `picture`: the scene with the host's changes. */
export function layersOf(design: Design, picture: Boxes): Layer[] {
	const scene = sceneOf(design);
	const up = design.overlays.filter(({ id }) => design.air.overlays.includes(id));
	const all = [...scene.items.map((item) => [scene.id, item] as const), ...up.map((item) => [OVERLAYS, item] as const)];
	return all.reverse().flatMap(([place, item]) => {
		const source = design.sources[item.source];
		if (!source) return [];
		const arranged = place !== OVERLAYS && isArranged(scene, source);
		const rect = arranged ? around(boxesOf(picture, item)) : item.rect;
		return [{ place, item, source, rect: item.seen ? rect : null, arranged }];
	});
}

/** Return the scene that the host edits: the one on air. */
export function sceneOf({ scenes, air }: Design): Scene {
	return scenes.find(({ id }) => id === air.scene) ?? (scenes[0] as Scene);
}

const isArranged = (scene: Scene, { kind }: DesignSource) => !scene.free && ARRANGED.has(kind);

/** Tell whether a scene that the host freed could arrange something itself. */
export function mayArrange({ free, items }: Scene, sources: Design["sources"]): boolean {
	return free && items.some(({ source }) => ARRANGED.has(sources[source]?.kind ?? "text"));
}

function boxesOf({ size, boxes }: Boxes, item: Item): Rect[] {
	return boxes
		.filter((box) => box.item === item.id && !isOverlay(box))
		.map(({ x, y, width, height }) => ({
			x: x / size.width,
			y: y / size.height,
			width: width / size.width,
			height: height / size.height,
		}));
}

/** Return where the boxes of an arranged scene stand, by their items. */
export function placings(layers: Layer[], { boxes }: Boxes): Record<string, Placing> {
	const arranged = layers.filter((layer) => layer.arranged);
	return Object.fromEntries(
		arranged.flatMap(({ item, rect }) => {
			const shape = boxes.find((box) => box.item === item.id)?.shape;
			return rect ? [[item.id, { rect, ...(shape && { shape }) }]] : [];
		}),
	);
}

/** Change the place of an item. An arranged scene becomes free, with all its boxes where they are. */
export function placed(
	design: Design,
	{ place, item, arranged }: Layer,
	part: Partial<Pick<Item, "rect" | "crop" | "fit" | "shape">>,
	stands: Record<string, Placing>,
): Design {
	return setItem(arranged ? freed(design, place, stands) : design, place, item.id, part);
}

/** A copy of these has words of its own. All other copies show the same source. */
const OWN: ReadonlySet<DesignSource["kind"]> = new Set(["text", "lowerThird", "countdown", "clock"]);
const ASIDE = 0.03; // of the frame, so that the copy can be seen

/** Add a copy of an item on top. Return its id too. */
export function duplicated(design: Design, { place, item, source, rect }: Layer): [Design, string] {
	const [next, id] = OWN.has(source.kind) ? addSource(design, source) : [design, item.source];
	const { x, y, ...size } = rect ?? item.rect;
	const { id: _, source: __, ...part } = item;
	return addItem(next, place, id, { ...part, rect: { ...size, x: x + ASIDE, y: y + ASIDE }, locked: false });
}

/** Move an item towards the front (1) or the back (-1). */
export function lifted(design: Design, { place, item }: Layer, by: number): Design {
	const at = itemsAt(design, place).findIndex(({ id }) => id === item.id);
	return moveItem(design, place, item.id, at + by);
}

/** Put an item directly where another one of the same place is. */
export function movedTo(design: Design, { place, item }: Layer, target: Layer): Design {
	if (target.place !== place) return design;
	return moveItem(
		design,
		place,
		item.id,
		itemsAt(design, place).findIndex(({ id }) => id === target.item.id),
	);
}

export const removed = (design: Design, { place, item }: Layer): Design => removeItem(design, place, item.id);
