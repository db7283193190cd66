import type { ConnectionState, DisconnectReason, Room } from "livekit-client";

type Listener = (...values: never[]) => void;

class Emitter {
	private listeners = new Map<string, Set<Listener>>();

	on = (event: string, listener: Listener) => {
		this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
		return this;
	};

	off = (event: string, listener: Listener) => {
		this.listeners.get(event)?.delete(listener);
		return this;
	};

	emit = (event: string, ...values: unknown[]) => {
		for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...(values as never[]));
	};

	/** Count the listeners that are left. */
	get heard(): number {
		return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
	}
}

interface Published {
	source: string;
	trackName: string | undefined;
	trackSid: string;
	isMuted: boolean;
	track: { mediaStreamTrack: MediaStreamTrack; replaceTrack: (track: MediaStreamTrack) => Promise<void> };
	mute: () => Promise<void>;
	unmute: () => Promise<void>;
}

/** The own participant of a fake room: publishes at once, unless the test makes it fail. */
export class FakeLocalParticipant extends Emitter {
	trackPublications = new Map<string, Published>();
	/** The next calls of `publishTrack` fail with these, one for each call. */
	failures: Promise<never>[] = [];
	published: { source: string; options: unknown }[] = [];
	/** The permissions and tracks that LiveKit heard of, in order. */
	told: unknown[] = [];

	setTrackSubscriptionPermissions = (all: boolean, permissions: unknown = "") => this.told.push(all ? "all" : permissions);

	getTrackPublication = (source: string) => this.trackPublications.get(source);

	publishTrack = async (track: { mediaStreamTrack: MediaStreamTrack }, options: { source: string; name?: string }) => {
		const failure = this.failures.shift();
		if (failure) await failure;
		this.published.push({ source: options.source, options });
		this.told.push(`+${options.source}`);
		const publication: Published = {
			source: options.source,
			trackName: options.name,
			trackSid: `TR_${this.published.length}`,
			isMuted: false,
			track: {
				mediaStreamTrack: track.mediaStreamTrack,
				replaceTrack: async (next) => {
					publication.track.mediaStreamTrack = next;
				},
			},
			mute: async () => {
				publication.isMuted = true;
			},
			unmute: async () => {
				publication.isMuted = false;
			},
		};
		this.trackPublications.set(options.source, publication);
		return publication;
	};

	/** `unpublishTrack` fails. */
	stuck = false;

	unpublishTrack = async (track: Published["track"]) => {
		if (this.stuck) throw new Error("no");
		for (const [source, publication] of this.trackPublications) {
			if (publication.track !== track) continue;
			this.trackPublications.delete(source);
			this.told.push(`-${source}`);
		}
	};

	/** Describe what the room gets from here. */
	get outgoing(): Record<string, { id: string; muted: boolean }> {
		return Object.fromEntries(
			[...this.trackPublications].map(([source, { track, isMuted }]) => [
				source,
				{ id: track.mediaStreamTrack.id, muted: isMuted },
			]),
		);
	}
}

/** LiveKit's Room at its boundary: connects at once, unless the test makes it fail. */
export class FakeRoom extends Emitter {
	/** Every room that a hook made, where a test puts this class in Room's place. */
	static made: FakeRoom[] = [];
	/** The step at which every connection of every room fails. */
	static broken: "" | "signal" | "media" = "";
	state: `${ConnectionState}` = "disconnected";
	connections: { url: string; token: string; options: unknown }[] = [];
	/** The errors that the next connections end with; one entry for each. */
	failures: Error[] = [];
	disconnections = 0;
	localParticipant = new FakeLocalParticipant();
	remoteParticipants = new Map<string, unknown>();

	constructor(public options: object = {}) {
		super();
		FakeRoom.made.push(this);
	}

	static get last(): FakeRoom {
		const last = FakeRoom.made.at(-1);
		if (!last) throw new Error("no room was made");
		return last;
	}

	get room(): Room {
		return this as unknown as Room;
	}

	connect = async (url: string, token: string, options: unknown) => {
		this.connections.push({ url, token, options });
		const failure = this.failures.shift();
		if (failure || FakeRoom.broken === "signal") throw failure ?? new Error("no signal");
		this.emit("signalConnected");
		if (FakeRoom.broken) throw new Error("no media");
		this.become("connected");
		this.emit("connected");
	};

	disconnect = async () => {
		this.disconnections += 1;
		this.become("disconnected");
	};

	become(state: `${ConnectionState}`): void {
		this.state = state;
		this.emit("connectionStateChanged", state);
	}

	/** End the connection from LiveKit's side. */
	drop(reason?: DisconnectReason): void {
		this.become("disconnected");
		this.emit("disconnected", reason);
	}
}
