/** Draws the program. A worker's clock keeps its full rate when the tab is hidden. */

import { close, type Frame, Frames } from "./frames";
import type { NamedBox, Order, Start } from "./orders";
import { paint, type Scenery, scenery } from "./paint";
import { ProgramFrames } from "./programFrames";

const readers = new Map<string, ReadableStreamDefaultReader<VideoFrame>>();
const newest = new Map<string, Frame>();
let show: (boxes: NamedBox[]) => void = () => {};
/** There is something new to paint since the last frame. */
let changed = true;

self.onmessage = ({ data }: MessageEvent<Order>) => {
	if (data.do === "start") start(data);
	if (data.do === "show") show(data.boxes);
	if (data.do === "drop") drop(data.id);
	if (data.do === "take") void take(data.id, data.from);
};

/** Keep the newest frame of a source. Close the one before at once: a camera has only a few frames to give. */
async function take(id: string, from: ReadableStream<VideoFrame>): Promise<void> {
	drop(id);
	const reader = from.getReader();
	readers.set(id, reader);
	const frames = new Frames();
	for (;;) {
		const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
		if (done || !value) break;
		const frame = await frames.of(value);
		if (readers.get(id) !== reader) {
			close(frame);
			break;
		}
		close(newest.get(id));
		newest.set(id, frame);
		changed = true;
	}
	if (readers.get(id) === reader) drop(id);
}

function drop(id: string): void {
	void readers
		.get(id)
		?.cancel()
		.catch(() => {});
	readers.delete(id);
	close(newest.get(id));
	newest.delete(id);
	changed = true;
}

function start({ format, colours, into }: Start): void {
	const canvas = new OffscreenCanvas(format.width, format.height);
	const to = canvas.getContext("2d", { alpha: false }) as OffscreenCanvasRenderingContext2D;
	const writer = into.getWriter();
	const program = new ProgramFrames(canvas, format, colours);
	let scene: Scenery = scenery([], format);
	show = (boxes) => {
		scene = scenery(boxes, format);
		changed = true;
	};
	every(1000 / format.fps, async () => {
		const painted = changed;
		if (painted) paint(to, scene, newest);
		changed = false;
		const frame = await program.next(painted);
		if (!frame) {
			changed ||= painted;
			return;
		}
		// A closed generator means that the page goes away: there is nothing to report.
		writer.write(frame).catch(() => frame.close());
	});
}

/** Call at a steady rate (`period` in milliseconds) without drift. Skips calls that came too late. */
function every(period: number, call: () => Promise<void>): void {
	let due = performance.now();
	const tick = () => {
		void call();
		const now = performance.now();
		due = Math.max(due + period, now - period);
		setTimeout(tick, Math.max(0, due - now));
	};
	tick();
}
