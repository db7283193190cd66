const PAUSE_MS = [300, 600, 1200, 2000];

interface Heard<T> {
	onData: (data: T) => void;
	/** The stream broke; it is being opened again, without end. */
	onBroken: () => void;
}

/** One kind of server-sent event as an endless stream. The browser's own reconnection stops at the first answer that is
 *  not 200, and a server that is being restarted answers just that. Returns how to stop. */
export function follow<T>(url: string, name: string, { onData, onBroken }: Heard<T>): () => void {
	let source: EventSource | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let failures = 0;

	const open = () => {
		source = new EventSource(url);
		source.addEventListener(name, (event) => {
			failures = 0;
			onData(JSON.parse((event as MessageEvent<string>).data));
		});
		source.onerror = () => {
			source?.close();
			onBroken();
			clearTimeout(timer);
			timer = setTimeout(open, PAUSE_MS[Math.min(failures, PAUSE_MS.length - 1)]);
			failures += 1;
		};
	};
	open();
	return () => {
		clearTimeout(timer);
		source?.close();
	};
}
