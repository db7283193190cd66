import { vi } from "vitest";

/** Name a device as the browser does. */
export const labelOf = (id: string) => `The ${id}`;

/** A track of a device, which the test can unplug. */
export class FakeTrack extends EventTarget {
	enabled = true;
	muted = false;
	contentHint = "";
	readyState: MediaStreamTrackState = "live";
	clones: FakeTrack[] = [];

	constructor(
		readonly kind: "video" | "audio",
		readonly id: string,
	) {
		super();
	}

	get label(): string {
		return labelOf(this.id);
	}

	get track(): MediaStreamTrack {
		return this as unknown as MediaStreamTrack;
	}

	getSettings = () => ({ deviceId: this.id });

	getConstraints = () => ({});

	applyConstraints = async () => {};

	stop = () => {
		this.readyState = "ended";
	};

	clone = () => {
		const clone = new FakeTrack(this.kind, `${this.id} clone`);
		this.clones.push(clone);
		return clone.track;
	};

	/** Take the device away. */
	end(): void {
		this.readyState = "ended";
		this.dispatchEvent(new Event("ended"));
	}
}

/** The permission of a device, which the test changes. */
class FakePermission extends EventTarget {
	state: PermissionState = "prompt";

	become(state: PermissionState): void {
		this.state = state;
		this.dispatchEvent(new Event("change"));
	}
}

type Wanted = { deviceId?: { ideal?: string; exact?: string } };
type Asked = { video?: Wanted; audio?: Wanted };

/** The browser's devices: what is plugged in, and what the person allows. */
export class FakeDevices extends EventTarget {
	asked: Asked[] = [];
	tracks: FakeTrack[] = [];
	/** The error that a kind of device ends with now. */
	refusals: Partial<Record<"video" | "audio", string>> = {};

	/** Devices that another program uses. */
	busy = new Set<string>();

	/** The next questions are answered when this is settled. */
	hold: Promise<void> | null = null;

	constructor(public plugged: { video: string[]; audio: string[] } = { video: ["cam"], audio: ["mic"] }) {
		super();
		vi.stubGlobal("navigator", { languages: ["en"], mediaDevices: this, permissions: this });
	}

	/** The person was never asked. */
	permissions: Record<string, FakePermission> = { camera: new FakePermission(), microphone: new FakePermission() };

	/** Stands for `navigator.permissions`. */
	query = async ({ name }: { name: string }) => this.permissions[name];

	getUserMedia = async (asked: Asked): Promise<MediaStream> => {
		this.asked.push(asked);
		if (this.hold) await this.hold;
		const kinds = (["video", "audio"] as const).filter((kind) => asked[kind]);
		const tracks = kinds.map((kind) => {
			const plugged = this.plugged[kind];
			const { ideal = "", exact } = asked[kind]?.deviceId ?? {};
			const id = exact ?? (plugged.includes(ideal) ? ideal : (plugged[0] ?? ""));
			const missing = plugged.length ? (plugged.includes(id) ? "" : "OverconstrainedError") : "NotFoundError";
			const name = this.refusals[kind] ?? (missing || (this.busy.has(id) ? "NotReadableError" : ""));
			if (name) throw Object.assign(new Error(name), { name });
			return new FakeTrack(kind, id);
		});
		this.tracks.push(...tracks);
		return {
			getTracks: () => tracks,
			getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
			getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
		} as unknown as MediaStream;
	};

	enumerateDevices = async () =>
		(["video", "audio"] as const).flatMap((kind) =>
			this.plugged[kind].map((deviceId) => ({ kind: `${kind}input`, deviceId, label: labelOf(deviceId) })),
		);

	/** Return the newest track of a kind. */
	last(kind: "video" | "audio"): FakeTrack {
		const track = this.tracks.filter((one) => one.kind === kind).at(-1);
		if (!track) throw new Error(`no ${kind} was opened`);
		return track;
	}

	plug(plugged: { video?: string[]; audio?: string[] }): void {
		this.plugged = { ...this.plugged, ...plugged };
		this.dispatchEvent(new Event("devicechange"));
	}

	/** Take a device away: its tracks end, and the list changes. */
	unplug(id: string): void {
		const without = (list: string[]) => list.filter((one) => one !== id);
		this.plugged = { video: without(this.plugged.video), audio: without(this.plugged.audio) };
		for (const track of this.tracks) if (track.id === id && track.readyState === "live") track.end();
		this.dispatchEvent(new Event("devicechange"));
	}
}
