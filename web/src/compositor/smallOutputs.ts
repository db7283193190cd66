import type { Picture } from "../scene/picture";
import type { Given } from "./given";
import type { OpenOutput } from "./orders";
import { Output } from "./output";
import type { Canvas2D } from "./paint";

interface Small {
	to: Canvas2D;
	output: Output;
	periodMs: number;
	due: number;
}

/** The canvases of the page: the scenes' thumbnails, and the draft. */
export class SmallOutputs {
	private all = new Map<string, Small>();

	constructor(private given: Given) {}

	open({ output, canvas, fps }: OpenOutput): void {
		const to = canvas.getContext("2d", { alpha: false }) as Canvas2D;
		const size = { width: canvas.width, height: canvas.height };
		this.all.set(output, { to, output: new Output(output, size, this.given), periodMs: 1000 / fps, due: 0 });
	}

	/** A new picture is painted at the next turn. */
	look(output: string, picture: Picture | null): void {
		const small = this.all.get(output);
		small?.output.set(picture);
		if (small) small.due = 0;
	}

	shut(output: string): void {
		this.all.delete(output);
	}

	/** Paint the one that waits longest, so that the program's next frame is never late for all of them. */
	paintOne(now: number): void {
		const due = [...this.all.values()].filter((small) => small.due <= now).sort((a, b) => a.due - b.due);
		for (const small of due) {
			const painted = small.output.paint(small.to);
			if (!painted) continue;
			small.due = now + small.periodMs;
			return;
		}
	}
}
