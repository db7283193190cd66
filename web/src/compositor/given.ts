import type { Box } from "../scene/place";
import { Changes } from "./changes";
import type { Frame } from "./frames";
import { stillId } from "./orders";
import { Stills } from "./stills";

/** Holds all that the sources give now, in the worker. */
export class Given {
	/** The newest frame of each moving source that has one. */
	readonly frames = new Map<string, Frame>();
	/** When each source gave its newest frame. */
	readonly moved = new Changes();
	/** When a source began or ended to give frames, and when a still changed. */
	readonly looked = new Changes();
	readonly stills = new Stills();

	/** Tell whether a box has its picture, or will never have one. */
	ready(output: string, box: Box): boolean {
		return !box.awaits || this.frames.has(box.source) || this.stills.all.has(stillId(output, box));
	}
}
