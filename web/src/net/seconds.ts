import { serverNow } from "../browser/clock";

const SECOND_MS = 1000;
/** The computer's clock may call a little early. */
const LATE_MS = 5;

/** Run `work` when each second of the server's clock begins, also while the tab is hidden. `now`: unix milliseconds. Returns a
 *  function that stops. */
export function everySecond(work: (now: number) => void): () => void {
	const worker = new Worker(new URL("./seconds.worker.ts", import.meta.url), { type: "module" });
	const wait = () => worker.postMessage(SECOND_MS - (serverNow() % SECOND_MS) + LATE_MS);
	worker.onmessage = () => {
		work(serverNow());
		wait();
	};
	wait();
	return () => worker.terminate();
}
