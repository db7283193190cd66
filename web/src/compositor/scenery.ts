import type { Size } from "../scene/drawnSize";
import type { Area } from "../scene/layout";
import type { Picture } from "../scene/picture";
import type { Box } from "../scene/place";
import { type Flat, flatten, type Layer } from "./flatten";
import { type Frame, release } from "./frames";
import { stillId } from "./orders";
import { type Canvas2D, paintCard, paintFrame, paintGround, paintSeat, paintStill, plateOf } from "./paint";
import type { Still } from "./stills";

/** The newest frame of each moving source, and the drawn ones. */
export interface Given {
	frames: Map<string, Frame>;
	stills: Map<string, Still>;
}

interface PaintedLayer extends Layer {
	/** Two still layers with the same key look the same. */
	key: string;
	box: Box | null;
	paint: (to: Canvas2D) => void;
}

interface Step {
	box: Box | null;
	canvas: OffscreenCanvas | null;
	x: number;
	y: number;
}

/** Paints one picture. All that stands still is painted once, on bitmaps between the moving sources. */
export class Scenery {
	private steps: Step[] = [];
	private flats = new Map<string, OffscreenCanvas>();
	private to = new OffscreenCanvas(1, 1).getContext("2d") as Canvas2D;

	constructor(
		private output: string,
		private whole: Size,
	) {}

	/** Build the still parts of a picture. Those that look as before are kept. */
	build(picture: Picture, given: Given): void {
		const flats = new Map<string, OffscreenCanvas>();
		this.steps = flatten(this.layers(picture, given)).map((flat) => {
			const [first] = flat.layers;
			if (flat.moves) return { box: first?.box ?? null, canvas: null, x: 0, y: 0 };
			const area = this.inFrame(flat);
			const key = JSON.stringify([area, ...flat.layers.map((layer) => layer.key)]);
			const canvas = this.flats.get(key) ?? paintFlat(flat, area);
			flats.set(key, canvas);
			return { box: null, canvas, x: area.x, y: area.y };
		});
		for (const [key, canvas] of this.flats) if (!flats.has(key)) release(canvas);
		this.flats = flats;
	}

	/** Paint one frame. */
	paint(to: Canvas2D, frames: Map<string, Frame>): void {
		for (const { box, canvas, x, y } of this.steps) {
			const frame = box && frames.get(box.source);
			if (frame) paintFrame(to, box, frame, this.whole);
			else if (canvas) to.drawImage(canvas, x, y);
		}
	}

	private layers({ ground, boxes }: Picture, { frames, stills }: Given): PaintedLayer[] {
		const paint = (to: Canvas2D) => paintGround(to, ground, this.whole);
		const frame = { x: 0, y: 0, ...this.whole };
		const lowest = { ...frame, ...FIXED, key: JSON.stringify(ground), paint };
		return [lowest, ...boxes.flatMap((box) => this.layersOf(box, frames.has(box.source), stills))];
	}

	private layersOf(box: Box, moves: boolean, stills: Map<string, Still>): PaintedLayer[] {
		const still = stills.get(stillId(this.output, box));
		const bitmap = still?.bitmap ?? null;
		const [key, area, whole] = [JSON.stringify(box), areaOf(box), this.whole];
		const plate = this.plate(box);
		if (moves) {
			const hides = box.fit === "cover" && box.shape === "square" && box.opacity === 1;
			return [{ ...area, moves, hides, key, box, paint: () => {} }, ...plate];
		}
		if (bitmap) {
			const paint = (to: Canvas2D) => paintStill(to, box, bitmap, whole);
			return [{ ...area, ...FIXED, key: `${still?.version} ${key}`, paint }];
		}
		if (box.seat) return [{ ...area, ...FIXED, key, paint: (to) => paintSeat(to, box) }];
		if (box.card === null) return [];
		return [{ ...area, ...FIXED, key, paint: (to) => paintCard(to, box, whole) }, ...plate];
	}

	private plate(box: Box): PaintedLayer[] {
		const plate = box.name ? plateOf(this.to, box, this.whole) : null;
		return plate ? [{ ...FIXED, ...plate, key: `plate ${JSON.stringify(box)}` }] : [];
	}

	/** Cut an area to the frame, in whole pixels. */
	private inFrame(area: Area): Area {
		const [x, y] = [Math.max(0, Math.floor(area.x)), Math.max(0, Math.floor(area.y))];
		const right = Math.min(this.whole.width, Math.ceil(area.x + area.width));
		const bottom = Math.min(this.whole.height, Math.ceil(area.y + area.height));
		return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
	}
}

const FIXED = { moves: false, hides: false, box: null };

const areaOf = ({ x, y, width, height }: Area): Area => ({ x, y, width, height });

function paintFlat(flat: Flat<PaintedLayer>, area: Area): OffscreenCanvas {
	const canvas = new OffscreenCanvas(area.width, area.height);
	const to = canvas.getContext("2d") as Canvas2D;
	to.translate(-area.x, -area.y);
	for (const layer of flat.layers) layer.paint(to);
	return canvas;
}
