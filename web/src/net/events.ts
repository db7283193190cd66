import { hear } from "./clock";
import { retrying } from "./retry";

interface Listeners<T> {
	onData: (data: T) => void;
	/** The stream broke. It is opened again, without end. */
	onBroken: () => void;
}

/** Follow one kind of server-sent event without end. Returns a function that stops. The browser's own reconnection gives
 *  up at the first answer that is not 200. A restarting server answers like that. */
export function follow<T>(url: string, name: string, { onData, onBroken }: Listeners<T>): () => void {
	let source: EventSource | undefined;
	const open = () => {
		source = new EventSource(url);
		source.addEventListener(name, (event) => {
			retry.reset();
			const { data, lastEventId } = event as MessageEvent<string>;
			if (lastEventId) hear(Number(lastEventId));
			onData(JSON.parse(data));
		});
		source.onerror = () => {
			source?.close();
			onBroken();
			retry.later();
		};
	};
	const retry = retrying(open);
	open();
	return () => {
		retry.stop();
		source?.close();
	};
}
