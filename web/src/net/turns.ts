/** Event streams that the tabs of one browser open together. The browser gives our host six connections; four stay free. */
const STREAMS = ["kaibo.stream.0", "kaibo.stream.1"];

/** Wait for this tab's turn to open an event stream, and hold it until the returned function runs. Web Locks pass it on
 *  when a tab goes. A page without Web Locks (plain http) never has its turn. */
export function takeTurn(onTurn: () => void): () => void {
	const waiting = new AbortController();
	let over = false;
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	const onGranted = () => {
		if (over || waiting.signal.aborted) return;
		waiting.abort();
		onTurn();
		return held;
	};
	for (const name of STREAMS) navigator.locks?.request(name, { signal: waiting.signal }, onGranted).catch(() => {});
	return () => {
		over = true;
		waiting.abort();
		release();
	};
}
