import { vi } from "vitest";

type Listener = (name: string, data: object) => void;

const Events = { FRAG_BUFFERED: "buffered", ERROR: "error" };
const ErrorDetails = { BUFFER_STALLED_ERROR: "stalled" };
const ErrorTypes = { NETWORK_ERROR: "network", MEDIA_ERROR: "media" };

/** Replaces the library's player. The test speaks for the network. */
export class FakeHls {
	static made: FakeHls[] = [];
	static supported = true;
	levels: object[] = [];
	urls: string[] = [];
	acts: string[] = [];
	/** Seconds behind the live edge, as it is and as it is wanted. */
	latency = 2;
	targetLatency = 1.5;
	liveSyncPosition: number | null = null;
	latestLevelDetails: { partHoldBack: number } | null = null;
	private listeners = new Map<string, Listener>();

	constructor(
		readonly mode: string,
		readonly at: number,
	) {}

	static get last(): FakeHls {
		const last = FakeHls.made.at(-1);
		if (!last) throw new Error("no player was made");
		return last;
	}

	/** Stands for `hls/library.ts`. */
	static library() {
		FakeHls.made = [];
		FakeHls.supported = true;
		const makeHls = vi.fn((mode: string, at: number) => {
			if (!FakeHls.supported) return null;
			FakeHls.made.push(new FakeHls(mode, at));
			return FakeHls.last;
		});
		return { Hls: { Events, ErrorDetails, ErrorTypes }, makeHls };
	}

	on = (name: string, listener: Listener) => void this.listeners.set(name, listener);
	loadSource = (url: string) => void this.urls.push(url);
	attachMedia = () => void this.acts.push("attach");
	destroy = () => void this.acts.push("destroy");
	startLoad = () => void this.acts.push("load");
	stopLoad = () => void this.acts.push("stop");
	recoverMediaError = () => void this.acts.push("recover");

	/** A part came. */
	come(): void {
		this.levels = [{}];
		this.listeners.get(Events.FRAG_BUFFERED)?.(Events.FRAG_BUFFERED, {});
	}

	/** The network failed. `status` 0: no answer. */
	lose(status: number, fatal = true): void {
		const response = status ? { code: status } : undefined;
		this.listeners.get(Events.ERROR)?.(Events.ERROR, { fatal, type: ErrorTypes.NETWORK_ERROR, response });
	}

	/** The picture stopped, because nothing came. */
	stall(): void {
		const details = ErrorDetails.BUFFER_STALLED_ERROR;
		this.listeners.get(Events.ERROR)?.(Events.ERROR, { fatal: false, type: ErrorTypes.MEDIA_ERROR, details });
	}

	/** The decoder failed. */
	fail(fatal = true): void {
		this.listeners.get(Events.ERROR)?.(Events.ERROR, { fatal, type: ErrorTypes.MEDIA_ERROR });
	}
}
