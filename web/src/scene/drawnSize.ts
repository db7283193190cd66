import type { Item } from "../design/document";
import type { Drawing } from "../source/source";
import { between } from "./layout";

/** In pixels. */
export interface Size {
	width: number;
	height: number;
}

/** The longest side of a drawn picture, in pixels. A deep crop of a picture would need more memory than it is worth. */
const LONGEST = 4096;

/** Return the size at which a source is drawn, so that each of its pixels is one of the box. A picture and a page keep their
 *  proportions. All else is drawn in those of the box. */
export function drawnSize({ ratio }: Drawing, { crop, fit }: Pick<Item, "crop" | "fit">, box: Size): Size {
	const [across, down] = [between(crop.left, crop.right), between(crop.top, crop.bottom)];
	const own = ratio ? { width: ratio, height: 1 } : { width: box.width / across, height: box.height / down };
	const scales = [box.width / (own.width * across), box.height / (own.height * down)];
	const scale = fit === "cover" ? Math.max(...scales) : Math.min(...scales);
	const fitting = Math.min(scale, LONGEST / Math.max(own.width, own.height));
	return { width: pixels(own.width * fitting), height: pixels(own.height * fitting) };
}

const pixels = (length: number) => Math.max(1, Math.round(length));
