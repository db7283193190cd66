import type { Area } from "../scene/layout";
import type { Picture } from "../scene/picture";
import type { Given } from "./given";
import { PROGRAM, type Start } from "./orders";
import { Output } from "./output";
import type { Canvas2D } from "./paint";
import { ProgramFrames } from "./programFrames";
import { Switching } from "./switching";

/** So many frames are looked at to tell whether there is time to fade. */
const LOOK_BACK = 30;
/** A frame may take this share of its time. */
const BUSY = 0.6;

/** Makes the program's frames, in the worker. */
export class Program {
	readonly switching = new Switching();
	private canvas: OffscreenCanvas;
	private to: Canvas2D;
	/** The old scene, during a fade. One canvas serves all fades. */
	private still: OffscreenCanvas;
	private fades = false;
	private output: Output;
	private frames: ProgramFrames;
	private writer: WritableStreamDefaultWriter<VideoFrame>;
	/** The milliseconds that each of the last frames took. */
	private took: number[] = [];
	/** Something was painted that is not yet in a frame. */
	private changed = true;

	constructor(
		private start: Start,
		private given: Given,
	) {
		const { format, colours, into } = start;
		this.canvas = new OffscreenCanvas(format.width, format.height);
		this.to = this.canvas.getContext("2d", { alpha: false }) as Canvas2D;
		this.still = new OffscreenCanvas(format.width, format.height);
		this.output = new Output(PROGRAM, format, given);
		this.frames = new ProgramFrames(this.canvas, format, colours);
		this.writer = into.getWriter();
	}

	show(picture: Picture, fade: boolean): void {
		if (this.switching.show(picture, fade, performance.now()) === "cut") this.output.set(picture);
	}

	/** Make the next frame. */
	async next(): Promise<void> {
		const began = performance.now();
		this.paint(began);
		const changed = this.changed;
		this.changed = false;
		const frame = await this.frames.next(changed);
		this.took = [...this.took, performance.now() - began].slice(-LOOK_BACK);
		if (!frame) {
			this.changed ||= changed;
			return;
		}
		// A closed generator means that the page goes away: there is nothing to report.
		this.writer.write(frame).catch(() => frame.close());
	}

	private paint(now: number): void {
		const { switching, given } = this;
		const ready = (picture: Picture) => picture.boxes.every((box) => given.ready(PROGRAM, box));
		const change = switching.advance(now, ready, this.timeToFade());
		if (change !== "none") {
			this.fades = change === "fade";
			if (this.fades) this.still.getContext("2d", { alpha: false })?.drawImage(this.canvas, 0, 0);
			this.output.set(switching.picture);
		}
		this.changed = this.output.paint(this.to, this.fades) || this.changed;
		if (!this.fades) return;
		const old = switching.old(now);
		paintOver(this.to, this.still, switching.areas, old);
		this.fades = old > 0;
	}

	private timeToFade(): boolean {
		const average = this.took.reduce((sum, one) => sum + one, 0) / Math.max(1, this.took.length);
		return average < (BUSY * 1000) / this.start.format.fps;
	}
}

/** Paint a part of a picture over another one. */
function paintOver(to: Canvas2D, picture: OffscreenCanvas, areas: Area[], opacity: number): void {
	to.save();
	to.beginPath();
	for (const { x, y, width, height } of areas) to.rect(x, y, width, height);
	to.clip();
	to.globalAlpha = opacity;
	to.drawImage(picture, 0, 0);
	to.restore();
}
