import { hear } from "../browser/clock";
import type { Talk } from "./talk";
import { everyTick } from "./ticks";

interface Carried<T> {
	onData: (data: T) => void;
	/** The carrier ended or never opened. `opened`: something came through it. It ends once. */
	onEnd: (opened: boolean) => void;
}

/** Where events come from: `/s/{id}/events` or `/w/{path}/events`, the kind that the page wants, and this page load. */
export interface Source {
	url: string;
	name: string;
	tab: string;
	/** Takes the conversation, which comes beside the view. */
	talk?: Pick<Talk, "after" | "take">;
}

/** The name of the conversation's events. */
const TALK = "talk";

/** Return the address. A page that has heard the conversation before gets what came since. */
const addressOf = ({ url, talk }: Source): string => (talk && talk.after !== null ? `${url}?after=${talk.after}` : url);

/** Brings events until it ends. Returns a function that stops it; `onEnd` stays silent then. */
export type Carrier = <T>(source: Source, carried: Carried<T>) => () => void;

/** The server says something every ten seconds. A connection that was cut without a word is found after this time. */
const SILENT_MS = 35_000;
/** How long the server may take to answer one question. */
const ANSWER_MS = 10_000;

/** Return a carrier that opens a WebSocket. The first event must come within `patience` milliseconds. */
export function bySocket(patience: number): Carrier {
	return (source, { onData, onEnd }) => {
		let socket: WebSocket | undefined;
		let opened = false;
		const stop = () => {
			clearTimeout(timer);
			if (!socket) return;
			socket.onmessage = socket.onclose = null;
			socket.close();
		};
		const end = () => {
			stop();
			onEnd(opened);
		};
		let timer = setTimeout(end, patience);
		try {
			socket = new WebSocket(`${location.origin.replace("http", "ws")}${addressOf(source)}`);
		} catch {
			// A browser without WebSocket, or with a rule against it.
			clearTimeout(timer);
			timer = setTimeout(end);
			return stop;
		}
		socket.onmessage = ({ data }: MessageEvent<string>) => {
			opened = true;
			clearTimeout(timer);
			timer = setTimeout(end, SILENT_MS);
			const { Event, At, Data } = JSON.parse(data);
			if (At) hear(At);
			if (Event === source.name) onData(Data);
			else if (Event === TALK) source.talk?.take(Data);
		};
		socket.onclose = end;
		return stop;
	};
}

/** Open an event stream. It is one of the six connections that the browser gives our host. */
export const byStream: Carrier = (from, { onData, onEnd }) => {
	const source = new EventSource(addressOf(from));
	let opened = false;
	source.addEventListener(TALK, (event) => from.talk?.take(JSON.parse((event as MessageEvent<string>).data)));
	source.addEventListener(from.name, (event) => {
		opened = true;
		const { data, lastEventId } = event as MessageEvent<string>;
		if (lastEventId) hear(Number(lastEventId));
		onData(JSON.parse(data));
	});
	source.onerror = () => {
		source.close();
		onEnd(opened);
	};
	return () => {
		source.onerror = null;
		source.close();
	};
};

/** Ask again and again, with a short request each time. The server counts this tab as open meanwhile. */
export const byPolls: Carrier = ({ url, name, tab, talk }, { onData, onEnd }) => {
	let over = false;
	let opened = false;
	let asking = false;
	const ask = async () => {
		if (asking) return;
		asking = true;
		try {
			const answer = await fetch(url, {
				method: "POST",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify({ Tab: tab, ...(talk && talk.after !== null && { After: talk.after }) }),
				credentials: "same-origin",
				cache: "no-store",
				signal: AbortSignal.timeout(ANSWER_MS),
			});
			if (!answer.ok) throw new Error(answer.statusText);
			const { Event, At, Data, Talk: news } = await answer.json();
			if (over) return;
			opened = true;
			if (At) hear(At);
			if (Event === name) onData(Data);
			if (news) talk?.take(news);
		} catch {
			if (over) return;
			stop();
			onEnd(opened);
		} finally {
			asking = false;
		}
	};
	const stopTicks = everyTick(ask);
	const stop = () => {
		over = true;
		stopTicks();
	};
	void ask();
	return stop;
};
