import { crop } from "../scene/layout";
import { oneLine } from "../source/oneLine";
import { FONTS } from "../ui/fonts";
import { type Frame, size } from "./frames";
import type { Format, NamedBox } from "./orders";

type Canvas2D = OffscreenCanvasRenderingContext2D;

/** Colours on pictures: the same in both themes, and the same as in tokens.css. */
const GROUND = ["#22343a", "#151f27"] as const;
const CARD = "#2d4047";
const SCRIM = "rgba(16, 15, 14, 0.72)";
const WORDS = "#ffffff";

/** The parts that change only with the scene, painted once: `ground` below the pictures, `cover` above them. */
export interface Scenery {
	boxes: NamedBox[];
	ground: OffscreenCanvas;
	cover: OffscreenCanvas | null;
}

/** Paint the parts that change only with the scene. */
export function scenery(boxes: NamedBox[], format: Format): Scenery {
	const ground = paintGround(boxes, format);
	const cover = boxes.some((box) => box.tile) ? paintCover(boxes, format) : null;
	return { boxes, ground, cover };
}

/** Paint one frame of the program. `frames` holds the newest frame of each source that has one. */
export function paint(to: Canvas2D, { boxes, ground, cover }: Scenery, frames: Map<string, Frame>): void {
	to.drawImage(ground, 0, 0);
	for (const box of boxes) {
		const frame = frames.get(box.id);
		if (frame) to.drawImage(frame, ...crop(box, ...size(frame)));
	}
	if (cover) to.drawImage(cover, 0, 0);
}

function canvas({ width, height }: Format): [OffscreenCanvas, Canvas2D] {
	const layer = new OffscreenCanvas(width, height);
	return [layer, layer.getContext("2d") as Canvas2D];
}

function paintGround(boxes: NamedBox[], format: Format): OffscreenCanvas {
	const [layer, to] = canvas(format);
	const gradient = to.createLinearGradient(0, 0, format.width, format.height);
	gradient.addColorStop(0, GROUND[0]);
	gradient.addColorStop(1, GROUND[1]);
	to.fillStyle = gradient;
	to.fillRect(0, 0, format.width, format.height);
	for (const box of boxes) if (box.fit === "cover") paintCard(to, box);
	return layer;
}

/** Paint the card that stands for a person without a camera. */
function paintCard(to: Canvas2D, box: NamedBox): void {
	to.fillStyle = CARD;
	to.fillRect(box.x, box.y, box.width, box.height);
	const radius = Math.min(box.width, box.height) / 5;
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	to.fillStyle = GROUND[1];
	to.beginPath();
	to.arc(x, y, radius, 0, 2 * Math.PI);
	to.fill();
	to.fillStyle = WORDS;
	to.font = `600 ${Math.round(radius * 0.9)}px ${FONTS}`;
	to.textAlign = "center";
	to.textBaseline = "middle";
	to.fillText(box.initial, x, y);
}

/** Paint the names, and rounded corners: the ground covers the square ones. */
function paintCover(boxes: NamedBox[], format: Format): OffscreenCanvas {
	const [layer, to] = canvas(format);
	// Without the cards: a corner must show the gradient, not its own card.
	const bare = paintGround([], format);
	for (const box of boxes) {
		if (!box.tile) continue;
		if (box.fit === "cover") paintCorners(to, box, bare, format.height / 45);
		const name = oneLine(box.name);
		if (name) paintPlate(to, box, name, format);
	}
	return layer;
}

function paintCorners(to: Canvas2D, box: NamedBox, bare: OffscreenCanvas, radius: number): void {
	to.save();
	to.beginPath();
	to.rect(box.x, box.y, box.width, box.height);
	to.roundRect(box.x, box.y, box.width, box.height, radius);
	to.clip("evenodd");
	to.drawImage(bare, 0, 0);
	to.restore();
}

function paintPlate(to: Canvas2D, box: NamedBox, whole: string, format: Format): void {
	const size = Math.max(11, Math.round(Math.min(format.height / 30, box.height / 8)));
	const inset = Math.round(size / 2);
	to.font = `600 ${size}px ${FONTS}`;
	to.textAlign = "left";
	to.textBaseline = "middle";
	const name = fitted(to, whole, box.width - 4 * inset);
	const width = to.measureText(name).width + 2 * inset;
	const height = Math.round(size * 1.7);
	const [x, y] = [box.x + inset, box.y + box.height - inset - height];
	to.fillStyle = SCRIM;
	to.beginPath();
	to.roundRect(x, y, width, height, size / 3);
	to.fill();
	to.fillStyle = WORDS;
	to.fillText(name, x + inset, y + height / 2);
}

function fitted(to: Canvas2D, name: string, width: number): string {
	if (to.measureText(name).width <= width) return name;
	const letters = [...name];
	while (letters.length > 1 && to.measureText(`${letters.join("")}…`).width > width) letters.pop();
	return `${letters.join("")}…`;
}
