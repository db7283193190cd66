import type { Format } from "./orders";

/** Convert pixels (RGBX) to I420 by ITU-R BT.709, limited range, into `planes`. Width and height are even. The numbers are
 *  the matrix in 65536ths. A colour is that of the upper left one of four pixels. */
export function toBt709(pixels: Uint8Array, { width, height }: Pick<Format, "width" | "height">, planes: Uint8Array): void {
	const area = width * height;
	for (let at = 0, from = 0; at < area; at += 1, from += 4) {
		const r = pixels[from] as number;
		const g = pixels[from + 1] as number;
		const b = pixels[from + 2] as number;
		planes[at] = (11966 * r + 40254 * g + 4064 * b + BLACK) >> 16;
	}
	let u = area;
	let v = area + area / 4;
	for (let row = 0; row < height; row += 2) {
		for (let from = row * width * 4, end = from + width * 4; from < end; from += 8) {
			const r = pixels[from] as number;
			const g = pixels[from + 1] as number;
			const b = pixels[from + 2] as number;
			planes[u++] = (-6596 * r - 22189 * g + 28785 * b + GREY) >> 16;
			planes[v++] = (28784 * r - 26145 * g - 2639 * b + GREY) >> 16;
		}
	}
}

/** The values of black and of no colour, and a half that rounds. */
const BLACK = (16 << 16) + (1 << 15);
const GREY = (128 << 16) + (1 << 15);
