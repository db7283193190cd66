/** Run `work` every three seconds, also while the tab is hidden. Returns a function that stops. A hidden page's own clock
 *  ticks once a minute, a worker's clock keeps its rate. */
export function everyTick(work: () => void): () => void {
	const worker = new Worker(new URL("./ticks.worker.ts", import.meta.url), { type: "module" });
	worker.onmessage = work;
	return () => worker.terminate();
}
