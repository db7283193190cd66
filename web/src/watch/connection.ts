import type { Fault } from "../net/blocked";
import { loadProgram } from "./load";
import type { Program } from "./program";
import { firstAnswer } from "./token";

interface Listeners {
	onStream: (stream: MediaStream | null) => void;
	onFault?: (fault: Fault) => void;
	/** The code that plays the program does not come. */
	onError?: (error: unknown) => void;
}

/** The page's one connection to the program. The page's early part begins it, and the rest of the page takes it over. */
export class Connection {
	stream: MediaStream | null = null;
	private fault: Fault = "";
	private program: Program | null = null;
	private named: string | undefined;
	private listeners: Listeners | null = null;
	private stopped = false;
	private readonly loaded: Promise<void>;

	constructor(readonly base: string) {
		this.loaded = this.open();
		this.loaded.catch(() => {});
	}

	/** Tell the news to these listeners from now on, and to no others. Begins with what is known. */
	listen(listeners: Listeners): void {
		this.listeners = listeners;
		listeners.onStream(this.stream);
		listeners.onFault?.(this.fault);
		this.loaded.catch((error) => this.listeners?.onError?.(error));
	}

	/** Take picture and sound from this publisher only. Viewers never see a studio that was taken over and connects again. */
	follow(publisher: string): void {
		this.named = publisher;
		this.program?.follow(publisher);
	}

	/** Leave the room, unless new listeners come at once: React may take a page's parts away and put them back. */
	leave(): void {
		this.listeners = null;
		queueMicrotask(() => {
			if (this.listeners) return;
			this.stopped = true;
			this.program?.stop();
			if (open === this) open = null;
		});
	}

	private async open(): Promise<void> {
		// The first answer came with the first token. It names the publisher before the first view does.
		const [{ openProgram }, first] = await Promise.all([loadProgram(), firstAnswer(this.base).catch(() => null)]);
		if (this.stopped) return;
		this.program = openProgram(this.base, this.named ?? first?.Publisher ?? "", {
			onStream: (next) => this.take(next(this.stream)),
			onFault: (fault) => {
				this.fault = fault;
				this.listeners?.onFault?.(fault);
			},
		});
	}

	private take(stream: MediaStream | null): void {
		if (stream === this.stream) return;
		this.stream = stream;
		this.listeners?.onStream(stream);
	}
}

let open: Connection | null = null;
let taken = false;

/** Begin the connection before React is read, unless React is there already. */
export function beginEarly(base: string, listeners: Listeners): void {
	if (open || taken) return;
	open = new Connection(base);
	open.listen(listeners);
}

/** Return the connection that began early, or the page's own one. */
export const existing = () => open;

/** Return the page's connection to the program at `base` for React, which begins one if there is none. */
export function takeConnection(base: string): Connection {
	taken = true;
	open ??= new Connection(base);
	return open;
}
