/** Draws the program. A worker's clock keeps its full rate when the tab is hidden. */

import { Given } from "./given";
import type { Order, Start } from "./orders";
import { Program } from "./program";
import { Readers } from "./readers";
import { SmallOutputs } from "./smallOutputs";

const given = new Given();
const readers = new Readers(given, (id) => program?.switching.has(id) ?? false);
const small = new SmallOutputs(given);
let program: Program | null = null;
/** Ends the use of sources that the old scene needs while the new one waits, by their ids. */
const leaving = new Map<string, () => void>();

self.onmessage = ({ data }: MessageEvent<Order>) => {
	if (data.do === "start") start(data);
	if (data.do === "show") program?.show(data.picture, data.fade);
	if (data.do === "drop") leave(data.id, () => readers.drop(data.id));
	if (data.do === "forget") leave(data.id, () => forget(data.id));
	if (data.do === "open") small.open(data);
	if (data.do === "look") small.look(data.output, data.picture);
	if (data.do === "shut") small.shut(data.output);
	if (data.do === "take") {
		leaving.delete(data.id);
		void readers.take(data.id, data.from);
	}
	if (data.do === "still") {
		leaving.delete(data.id);
		given.stills.set(data.id, data.bitmap);
		given.looked.mark(data.id);
	}
};

function leave(id: string, go: () => void): void {
	if (program?.switching.waits) leaving.set(id, go);
	else go();
}

function forget(id: string): void {
	given.stills.forget(id);
	given.looked.mark(id);
}

function start(order: Start): void {
	const made = new Program(order, given);
	program = made;
	every(1000 / order.format.fps, async () => {
		readers.flush();
		const done = made.next();
		small.paintOne(performance.now());
		if (!made.switching.waits) {
			for (const go of leaving.values()) go();
			leaving.clear();
		}
		await done;
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
