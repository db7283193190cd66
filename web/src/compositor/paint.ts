import type { Background } from "../design/document";
import type { Size } from "../scene/drawnSize";
import { crop } from "../scene/layout";
import type { Box } from "../scene/place";
import { FONTS } from "../ui/fonts";
import { oneLine } from "../ui/oneLine";
import { type Frame, size } from "./frames";

export type Canvas2D = OffscreenCanvasRenderingContext2D;

/** Colours on pictures: the same in both themes, and the same as in tokens.css. */
const CARD = "#2d4047";
const DISC = "#151f27";
const SEAT = "rgba(159, 179, 180, 0.5)";
const SCRIM = "rgba(16, 15, 14, 0.72)";
const WORDS = "#ffffff";
/** The radius of rounded corners, as a share of the frame's height. */
const ROUND = 1 / 45;

/** Paint the colours below all pictures. */
export function paintGround(to: Canvas2D, { first, last }: Pick<Background, "first" | "last">, { width, height }: Size): void {
	const gradient = to.createLinearGradient(0, 0, width, height);
	gradient.addColorStop(0, first);
	gradient.addColorStop(1, last);
	to.fillStyle = gradient;
	to.fillRect(0, 0, width, height);
}

/** Paint a moving source's newest frame into its box. */
export function paintFrame(to: Canvas2D, box: Box, frame: Frame, whole: Size): void {
	paintIn(to, box, frame, crop(box, ...size(frame)), whole);
}

/** Paint a picture as a disc with smooth edges. A clip has steps at its edges, as is well seen on a large disc. It costs less,
 *  so rounded corners have it. */
function paintDisc(to: Canvas2D, box: Box, picture: Frame | ImageBitmap, place: Place): void {
	const [sx, sy, sw, sh, x, y, width, height] = place;
	const pattern = to.createPattern(picture, "no-repeat");
	if (!pattern) return;
	const [across, down] = [width / sw, height / sh];
	pattern.setTransform({ a: across, d: down, e: x - sx * across, f: y - sy * down });
	to.save();
	to.beginPath();
	to.rect(x, y, width, height);
	to.clip();
	to.fillStyle = pattern;
	to.beginPath();
	to.arc(box.x + box.width / 2, box.y + box.height / 2, box.width / 2, 0, 2 * Math.PI);
	to.fill();
	to.restore();
}

/** Paint a still into its box. It stands on whole pixels, so that it stays sharp. */
export function paintStill(to: Canvas2D, box: Box, still: ImageBitmap, whole: Size): void {
	const [sx, sy, sw, sh, x, y, width, height] = crop(box, still.width, still.height);
	const place = [sx, sy, sw, sh, Math.round(x), Math.round(y), Math.round(width), Math.round(height)] as const;
	paintIn(to, box, still, place, whole);
}

/** The part of a picture that is drawn, and its place, as drawImage takes them. */
type Place = Readonly<ReturnType<typeof crop>>;

function paintIn(to: Canvas2D, box: Box, picture: Frame | ImageBitmap, place: Place, whole: Size): void {
	if (box.shape === "circle") inBox(to, { ...box, shape: "square" }, whole, () => paintDisc(to, box, picture, place));
	else inBox(to, box, whole, () => to.drawImage(picture, ...place));
}

/** Paint the card that stands for a person without a camera. */
export function paintCard(to: Canvas2D, box: Box, whole: Size): void {
	inBox(to, { ...box, mirror: false }, whole, () => {
		to.fillStyle = CARD;
		to.fillRect(box.x, box.y, box.width, box.height);
		const radius = Math.min(box.width, box.height) / 5;
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		to.fillStyle = DISC;
		to.beginPath();
		to.arc(x, y, radius, 0, 2 * Math.PI);
		to.fill();
		to.fillStyle = WORDS;
		to.font = `600 ${Math.round(radius * 0.9)}px ${FONTS}`;
		to.textAlign = "center";
		to.textBaseline = "middle";
		to.fillText(box.card ?? "", x, y);
	});
}

/** Paint the outline of a place where nobody is. */
export function paintSeat(to: Canvas2D, box: Box): void {
	to.strokeStyle = SEAT;
	to.lineWidth = 1;
	to.setLineDash([4, 3]);
	to.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
	to.setLineDash([]);
	const radius = Math.min(box.width, box.height) / 6;
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	to.fillStyle = SEAT;
	to.beginPath();
	to.arc(x, y - radius, radius * 0.8, 0, 2 * Math.PI);
	to.fill();
	to.beginPath();
	to.arc(x, y + 1.7 * radius, radius * 1.5, Math.PI, 2 * Math.PI);
	to.fill();
}

/** A name on its plate, ready to be painted. */
interface Plate {
	x: number;
	y: number;
	width: number;
	height: number;
	paint: (to: Canvas2D) => void;
}

/** Measure the plate of a box. Returns null for a name of marks alone. */
export function plateOf(to: Canvas2D, box: Box, whole: Size): Plate | null {
	const line = oneLine(box.name);
	if (!line) return null;
	const letters = Math.max(11, Math.round(Math.min(whole.height / 30, box.height / 8)));
	const inset = Math.round(letters / 2);
	const font = `600 ${letters}px ${FONTS}`;
	to.font = font;
	const name = fitted(to, line, box.width - 4 * inset);
	const width = to.measureText(name).width + 2 * inset;
	const height = Math.round(letters * 1.7);
	const [x, y] = [box.x + inset, box.y + box.height - inset - height];
	const paint = (on: Canvas2D) => {
		on.fillStyle = SCRIM;
		on.beginPath();
		on.roundRect(x, y, width, height, letters / 3);
		on.fill();
		on.font = font;
		on.textAlign = "left";
		on.textBaseline = "middle";
		on.fillStyle = WORDS;
		on.fillText(name, x + inset, y + height / 2);
	};
	return { x, y, width, height, paint };
}

/** Paint with the box's shape, opacity and mirror. A plain box costs nothing more. */
function inBox(to: Canvas2D, box: Box, whole: Size, paint: () => void): void {
	if (box.shape === "square" && !box.mirror && box.opacity === 1) {
		paint();
		return;
	}
	to.save();
	to.globalAlpha = box.opacity;
	if (box.shape !== "square") clip(to, box, whole);
	if (box.mirror) {
		to.translate(2 * box.x + box.width, 0);
		to.scale(-1, 1);
	}
	paint();
	to.restore();
}

function clip(to: Canvas2D, { x, y, width, height, shape }: Box, whole: Size): void {
	const radius = shape === "circle" ? width / 2 : Math.min(whole.height * ROUND, width / 2, height / 2);
	to.beginPath();
	to.roundRect(x, y, width, height, radius);
	to.clip();
}

function fitted(to: Canvas2D, name: string, width: number): string {
	if (to.measureText(name).width <= width) return name;
	const letters = [...name];
	while (letters.length > 1 && to.measureText(`${letters.join("")}…`).width > width) letters.pop();
	return `${letters.join("")}…`;
}
