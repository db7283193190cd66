import { FONTS } from "../ui/fonts";
import type { Measure } from "./wrap";

export type Canvas2D = OffscreenCanvasRenderingContext2D;

/** Of words on any picture: the same as in tokens.css. */
export const SCRIM = "rgba(16, 15, 14, 0.72)";
export const ON_SCRIM = "#ffffff";

/** Paint a picture of this size. */
export async function painted(width: number, height: number, paint: (to: Canvas2D) => unknown): Promise<ImageBitmap> {
	const canvas = new OffscreenCanvas(width, height);
	paint(canvas.getContext("2d") as Canvas2D);
	return canvas.transferToImageBitmap();
}

/** Choose a font for what is painted and measured next. `size` is in pixels. */
export function setFont(to: Canvas2D, size: number, bold: boolean): void {
	to.font = `${bold ? 600 : 400} ${size}px ${FONTS}`;
	to.textBaseline = "alphabetic";
}

/** Return a function that measures text in a font. */
export function measured(to: Canvas2D, size: number, bold: boolean): Measure {
	setFont(to, size, bold);
	return (text) => to.measureText(text).width;
}

/** Return how far below the middle of a row its letters stand, so that they look centred. */
export const drop = (size: number) => size * 0.35;

/** Return the radius of a panel's corners, in pixels. `frame` is the height of the program. */
export const cornerOf = (frame: number, width: number, height: number) => Math.min(frame / 45, width / 2, height / 2);

export function panel(
	to: Canvas2D,
	colour: string,
	[x, y, width, height]: [number, number, number, number],
	radius: number,
): void {
	to.fillStyle = colour;
	to.beginPath();
	to.roundRect(x, y, width, height, radius);
	to.fill();
}
