import type { Size } from "../scene/drawnSize";
import type { Picture } from "../scene/picture";
import type { Given } from "./given";
import { stillId } from "./orders";
import type { Canvas2D } from "./paint";
import { Scenery } from "./scenery";

/** Paints the pictures of one output, and only when something changed. */
export class Output {
	private picture: Picture | null = null;
	private scenery: Scenery;
	private sources: string[] = [];
	private looks: string[] = [];
	private fresh = false;
	private built = 0;
	private painted = 0;

	constructor(
		private name: string,
		size: Size,
		private given: Given,
	) {
		this.scenery = new Scenery(name, size);
	}

	/** Set what is painted from now on. Null: nothing, and the canvas stays as it is. */
	set(picture: Picture | null): void {
		this.picture = picture;
		this.sources = picture?.boxes.map((box) => box.source) ?? [];
		this.looks = [...this.sources, ...(picture?.boxes.map((box) => stillId(this.name, box)) ?? [])];
		this.fresh = true;
	}

	/** Paint what changed. Returns whether something was painted. `always`: also without a change. */
	paint(to: Canvas2D, always = false): boolean {
		const { picture, given } = this;
		if (!picture) return false;
		const build = this.fresh || given.looked.since(this.looks, this.built);
		if (!build && !always && !given.moved.since(this.sources, this.painted)) return false;
		if (build) this.scenery.build(picture, { frames: given.frames, stills: given.stills.all });
		if (build) this.built = given.looked.now;
		this.painted = given.moved.now;
		this.fresh = false;
		this.scenery.paint(to, given.frames);
		return true;
	}
}
