import type { Background, Item, Shown } from "../design/document";
import { backgroundId } from "../drawn/sources";
import type { Cast } from "./cast";
import { drawnSize, type Size } from "./drawnSize";
import { WHOLE } from "./layout";
import { type Box, place } from "./place";

/** All that one output of the compositor paints. */
export interface Picture {
	/** The id of the scene. Another one is a switch. */
	scene: string;
	/** In pixels. */
	size: Size;
	/** The colours of the ground, from the top left to the bottom right. */
	ground: Pick<Background, "first" | "last">;
	boxes: Box[];
}

/** Compute the picture of a scene. `seats`: for a thumbnail, with empty seats. */
export function pictureOf({ scene, sources, overlays, brand }: Shown, cast: Cast, size: Size, seats = false): Picture {
	const { first, last, file } = scene.background ?? brand.background;
	const boxes = place(scene, sources, overlays, cast, size, seats);
	const { width, height } = size;
	const all = [...behind(file, cast, size), ...boxes];
	return { scene: scene.id, size: { width, height }, ground: { first, last }, boxes: all };
}

const GROUND: Pick<Item, "fit" | "crop" | "shape" | "mirror" | "opacity"> = {
	fit: "cover",
	crop: WHOLE,
	shape: "square",
	mirror: false,
	opacity: 1,
};

/** Place the background's picture below all items. */
function behind(file: string, { own }: Cast, size: Size): Box[] {
	const source = backgroundId(file);
	const drawing = own.get(source)?.drawing;
	if (!drawing) return [];
	const box = { ...GROUND, id: "background", item: "", source, x: 0, y: 0, ...size, name: "", card: null, seat: false };
	return [{ ...box, awaits: true, drawn: drawnSize(drawing, GROUND, size) }];
}
