import { byPolls, bySocket, byStream, type Source } from "./carriers";
import { retrying } from "./retry";
import { takeTurn } from "./turns";

interface Listeners<T> {
	onData: (data: T) => void;
	/** The events broke off. They are asked for again, without end. */
	onBroken: () => void;
	/** WebSockets do not get through, and HTTP does. Also called when that is over. */
	onBlocked?: (blocked: boolean) => void;
}

/** A WebSocket opens within this time, or the page goes on without it. */
const FIRST_MS = 3000;
/** A later try does not hold the page up, so it may take longer. */
const LATER_MS = 10_000;
/** The pauses before the page tries a WebSocket again: the first one, and all others. */
const AGAIN_MS = [3000, 30_000] as const;
/** How long to wait for a turn before the page asks by short requests. */
const TURN_MS = 300;

/** Follow one kind of event without end. Returns a function that stops.
 *
 *  A WebSocket is the first choice: it is none of the six connections that a browser gives one host. Where none opens, two
 *  tabs of a browser hold an event stream, and all others ask every three seconds. The page tries a WebSocket again and
 *  again meanwhile. */
export function follow<T>(source: Source, { onData, onBroken, onBlocked }: Listeners<T>): () => void {
	let stopped = false;
	let blocked = false;
	let stopCarrier = () => {};
	let stopTrying = () => {};

	const setBlocked = (now: boolean) => {
		if (blocked === now) return;
		blocked = now;
		onBlocked?.(now);
	};
	const take = (data: T) => {
		retry.reset();
		onData(data);
	};
	const takeFromSocket = (data: T) => {
		setBlocked(false);
		take(data);
	};
	const onEnd = () => {
		stopTrying();
		onBroken();
		retry.later();
	};
	const open = () => {
		if (blocked) return openWithout();
		stopCarrier = bySocket(FIRST_MS)<T>(source, {
			onData: takeFromSocket,
			onEnd: (opened) => (opened ? onEnd() : openWithout()),
		});
	};
	const openWithout = () => {
		let works = false;
		stopCarrier = byHttp<T>(source, {
			onData: (data) => {
				works = true;
				take(data);
			},
			onEnd,
		});
		trySocket(() => works);
	};
	/** Try a WebSocket beside the carrier that works, until one opens. */
	const trySocket = (httpWorks: () => boolean, pause: number = AGAIN_MS[0]) => {
		const timer = setTimeout(() => {
			let first = true;
			stopTrying = bySocket(LATER_MS)<T>(source, {
				onData: (data) => {
					if (first) {
						stopCarrier();
						stopCarrier = stopTrying;
						stopTrying = () => {};
					}
					first = false;
					takeFromSocket(data);
				},
				onEnd: (opened) => {
					if (opened) return onEnd();
					if (httpWorks()) setBlocked(true);
					trySocket(httpWorks, AGAIN_MS[1]);
				},
			});
		}, pause);
		stopTrying = () => clearTimeout(timer);
	};
	const retry = retrying(() => {
		if (!stopped) open();
	});
	open();
	return () => {
		stopped = true;
		retry.stop();
		stopTrying();
		stopCarrier();
	};
}

/** Hold an event stream while it is this tab's turn, and ask by short requests until then. */
function byHttp<T>(source: Source, carried: { onData: (data: T) => void; onEnd: () => void }): () => void {
	let stopCarrier = () => {};
	const stop = () => {
		clearTimeout(timer);
		endTurn();
		stopCarrier();
	};
	const listeners = {
		onData: carried.onData,
		onEnd: () => {
			stop();
			carried.onEnd();
		},
	};
	const timer = setTimeout(() => {
		stopCarrier = byPolls<T>(source, listeners);
	}, TURN_MS);
	const endTurn = takeTurn(() => {
		clearTimeout(timer);
		stopCarrier();
		stopCarrier = byStream<T>(source, listeners);
	});
	return stop;
}
