import { close, type Frame, Frames } from "./frames";
import type { Given } from "./given";

/** Frames of a source that viewers do not see are copied only so often, in milliseconds. */
const SELDOM_MS = 250;

/** One source that is read. */
interface Taken {
	id: string;
	reader: ReadableStreamDefaultReader<VideoFrame>;
	frames: Frames;
	/** The newest frame, while it is not copied. */
	held: VideoFrame | null;
	copying: boolean;
	copiedAt: number;
}

/** Reads the moving sources, and keeps the newest frame of each. Closes the one before at once: a camera has only a few
 *  frames to give. */
export class Readers {
	private taken = new Map<string, Taken>();

	/** `often`: viewers see this source. */
	constructor(
		private given: Given,
		private often: (id: string) => boolean,
	) {}

	async take(id: string, from: ReadableStream<VideoFrame>): Promise<void> {
		this.drop(id);
		const reader = from.getReader();
		const taken: Taken = { id, reader, frames: new Frames(), held: null, copying: false, copiedAt: Number.NEGATIVE_INFINITY };
		this.taken.set(id, taken);
		for (;;) {
			const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
			if (done || !value) break;
			if (this.taken.get(id) !== taken) {
				value.close();
				break;
			}
			taken.held?.close();
			taken.held = value;
			await this.use(taken);
		}
		if (this.taken.get(id) === taken) this.drop(id);
	}

	/** Copy the frames that were held back, when their time has come. */
	flush(): void {
		for (const taken of this.taken.values()) void this.use(taken);
	}

	drop(id: string): void {
		const taken = this.taken.get(id);
		if (!taken) return;
		void taken.reader.cancel().catch(() => {});
		taken.held?.close();
		taken.frames.end();
		this.taken.delete(id);
		close(this.given.frames.get(id));
		if (this.given.frames.delete(id)) this.given.looked.mark(id);
	}

	private async use(taken: Taken): Promise<void> {
		const { id, held, frames } = taken;
		const due = this.often(id) || performance.now() - taken.copiedAt >= SELDOM_MS;
		if (!held || taken.copying || (frames.copies && !due)) return;
		taken.held = null;
		taken.copying = true;
		taken.copiedAt = performance.now();
		const frame = await frames.of(held);
		taken.copying = false;
		if (this.taken.get(id) === taken) this.keep(id, frame);
		else close(frame);
	}

	private keep(id: string, frame: Frame): void {
		const before = this.given.frames.get(id);
		if (before !== frame) close(before);
		this.given.frames.set(id, frame);
		this.given.moved.mark(id);
		if (!before) this.given.looked.mark(id);
	}
}
