import first from "../../../server/kaibo/features/design/first.json";
import type { Background, Crop, Design, Item, Rect } from "./document";

/** The design of a new show. The server begins with the same file. */
export const FIRST = first as Design;

export const WHOLE: Rect = { x: 0, y: 0, width: 1, height: 1 };
export const UNCUT: Crop = { left: 0, top: 0, right: 0, bottom: 0 };
export const GROUND: Background = FIRST.brand.background;

/** Make an item of a source. A field that `part` lacks has its default. */
export function itemOf(id: string, source: string, part: Partial<Item> = {}): Item {
	return { ...PLAIN, id, source, ...part };
}

const PLAIN: Omit<Item, "id" | "source"> = {
	rect: WHOLE,
	crop: UNCUT,
	fit: "cover",
	shape: "square",
	mirror: false,
	opacity: 1,
	seen: true,
	locked: false,
	plate: true,
};
