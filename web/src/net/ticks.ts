/** The server counts a tab as gone ten seconds after its last question (`session/polls.py`). */
const TICK_MS = 3000;

/** Run `work` every three seconds or every `ms`, also while the tab is hidden. Returns a function that stops. A hidden page's
 *  own clock ticks once a minute, a worker's clock keeps its rate. */
export function everyTick(work: () => void, ms = TICK_MS): () => void {
	const worker = new Worker(new URL("./ticks.worker.ts", import.meta.url), { type: "module" });
	worker.onmessage = work;
	worker.postMessage(ms);
	return () => worker.terminate();
}
