import { vi } from "vitest";

/** The server's answer to an action: a result, an error, or nothing at all. */
export type Answer = object | Refusal | typeof DOWN;

export class Refusal {
	constructor(
		readonly code: string,
		readonly status: number,
	) {}
}

/** The server cannot be reached. */
export const DOWN = Symbol("down");

interface Call {
	url: string;
	action: string;
	body: Record<string, unknown>;
}

/** A server behind `fetch`: answers each action as the test says, and remembers the calls. */
export class FakeServer {
	calls: Call[] = [];
	/** The server's time in unix seconds; 0 for a server that does not tell it. */
	time = 0;

	constructor(public answers: Record<string, Answer>) {
		vi.stubGlobal("fetch", this.fetch);
	}

	/** List the actions that were called. */
	get actions(): string[] {
		return this.calls.map(({ action }) => action);
	}

	private fetch = async (url: string, { body }: { body: string }): Promise<Response> => {
		const action = url.slice(url.lastIndexOf("/") + 1);
		this.calls.push({ url, action, body: JSON.parse(body) });
		const answer = this.answers[action];
		if (answer === DOWN) throw new TypeError("Failed to fetch");
		if (answer === undefined) return json(404, error("InvalidAction"));
		if (answer instanceof Refusal) return json(answer.status, error(answer.code));
		const time = this.time ? { SystemTime: this.time } : {};
		return json(200, { ResponseMetadata: { RequestId: "r", ...time }, Result: answer });
	};
}

const error = (Code: string) => ({ ResponseMetadata: { RequestId: "r", Error: { Code, Message: Code, CodeN: 1 } } });

const json = (status: number, data: object) => new Response(JSON.stringify(data), { status });

/** Replaces the browser's EventSource. The test speaks for the server. */
export class FakeEventSource extends EventTarget {
	static opened: FakeEventSource[] = [];
	onerror: (() => void) | null = null;
	closed = false;

	constructor(readonly url: string) {
		super();
		FakeEventSource.opened.push(this);
	}

	static install(): void {
		FakeEventSource.opened = [];
		vi.stubGlobal("EventSource", FakeEventSource);
	}

	/** Return the stream that was opened last. */
	static get last(): FakeEventSource {
		const last = FakeEventSource.opened.at(-1);
		if (!last) throw new Error("no stream was opened");
		return last;
	}

	send(name: string, data: unknown, lastEventId = ""): void {
		this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }));
	}

	break(): void {
		this.onerror?.();
	}

	close(): void {
		this.closed = true;
	}
}
