import { vi } from "vitest";

/** Replaces the browser's WebSocket. The test speaks for the server. */
export class FakeSocket {
	static opened: FakeSocket[] = [];
	/** Every new socket is left to the test (""), refused by a proxy, or forbidden by the browser. */
	static rule: "" | "refused" | "forbidden" = "";
	onmessage: ((message: { data: string }) => void) | null = null;
	onclose: (() => void) | null = null;
	closed = false;

	constructor(readonly url: string) {
		if (FakeSocket.rule === "forbidden") throw new DOMException("", "SecurityError");
		FakeSocket.opened.push(this);
		if (FakeSocket.rule === "refused") queueMicrotask(() => this.break());
	}

	static install(): void {
		FakeSocket.opened = [];
		FakeSocket.rule = "";
		vi.stubGlobal("WebSocket", FakeSocket);
	}

	/** Return the socket that was opened last. */
	static get last(): FakeSocket {
		const last = FakeSocket.opened.at(-1);
		if (!last) throw new Error("no socket was opened");
		return last;
	}

	/** `At`: the server's time in unix ms. */
	send(Event: string, Data?: unknown, At?: number): void {
		this.onmessage?.({ data: JSON.stringify({ Event, At, Data }) });
	}

	break(): void {
		this.onclose?.();
	}

	close(): void {
		this.closed = true;
	}
}

/** Replaces a worker that ticks. */
export class FakeTicks {
	/** Workers that tick now. */
	static running = 0;
	onmessage: (() => void) | null = null;
	private timer: ReturnType<typeof setInterval> | undefined;

	static install(): void {
		FakeTicks.running = 0;
		vi.stubGlobal("Worker", FakeTicks);
	}

	postMessage(ms: number): void {
		FakeTicks.running += 1;
		this.timer = setInterval(() => this.onmessage?.(), ms);
	}

	terminate(): void {
		FakeTicks.running -= 1;
		clearInterval(this.timer);
	}
}

type Granted = () => Promise<void> | undefined;

/** Web Locks of one browser. All pages of a test share them. */
export class FakeLocks {
	private queues = new Map<string, Granted[]>();

	install(): void {
		vi.spyOn(navigator, "locks", "get").mockReturnValue(this as unknown as LockManager);
	}

	request = async (name: string, { signal }: { signal: AbortSignal }, granted: Granted): Promise<void> => {
		const queue = this.queues.get(name) ?? [];
		this.queues.set(name, queue);
		queue.push(granted);
		signal.addEventListener("abort", () => {
			const at = queue.indexOf(granted);
			if (at > 0) queue.splice(at, 1);
		});
		if (queue.length === 1) await this.grant(queue);
	};

	private grant = async (queue: Granted[]): Promise<void> => {
		while (queue[0]) {
			await Promise.resolve();
			await queue[0]();
			queue.shift();
		}
	};
}
