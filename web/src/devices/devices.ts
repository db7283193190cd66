import { deviceStorage, tabStorage } from "../browser/storage";
import { type Cause, type Kind, type Opened, open, openBoth } from "./open";
import { type Permission, watchPermission } from "./permission";

interface Choice {
	id: string;
	label: string;
}

/** The state of one device. */
export interface Device {
	/** The person wants the camera on, or the microphone open. Stays true for a device that cannot be opened. */
	wanted: boolean;
	opening: boolean;
	/** The open device. A muted microphone keeps its track, disabled, so that it opens again at once. */
	track: MediaStreamTrack | null;
	cause: Cause | null;
	permission: Permission;
	deviceId: string;
	choices: Choice[];
}

export type DevicesState = Readonly<Record<Kind, Readonly<Device>>>;

const KINDS: Kind[] = ["camera", "mic"];
const LIST_KIND: Record<Kind, MediaDeviceKind> = { camera: "videoinput", mic: "audioinput" };

const remembered = (kind: Kind) => deviceStorage.get(`kaibo.${kind}`) ?? "";
/** Kept per tab: a muted person must still be muted after a reload. */
const offKey = (kind: Kind) => `kaibo.${kind}.off`;

const fresh = (kind: Kind): Device => ({
	wanted: tabStorage.get(offKey(kind)) === null,
	opening: false,
	track: null,
	cause: null,
	permission: "unknown",
	deviceId: remembered(kind),
	choices: [],
});

/** Opens and switches the camera and the microphone of this page, also after they were unplugged. A store for
 *  `useSyncExternalStore`: every change makes a new state. */
export class Devices {
	private state: DevicesState = { camera: fresh("camera"), mic: fresh("mic") };
	private listeners = new Set<() => void>();
	private opened = false;
	private unwatch: (() => void)[] = [];
	/** Counts the openings of each device: the answer to an older opening is thrown away. */
	private round: Record<Kind, number> = { camera: 0, mic: 0 };

	subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	snapshot = (): DevicesState => this.state;

	/** Open the devices that are wanted. Safe to call again. */
	async start(): Promise<void> {
		if (this.opened) return;
		this.opened = true;
		navigator.mediaDevices?.addEventListener("devicechange", this.onChange);
		this.unwatch = KINDS.map((kind) => watchPermission(kind, (permission) => this.permit(kind, permission)));
		await this.openAll(KINDS.filter((kind) => this.state[kind].wanted));
		await this.list();
	}

	/** Release both devices (lights off). The next start opens the same ones. */
	stop(): void {
		this.opened = false;
		navigator.mediaDevices?.removeEventListener("devicechange", this.onChange);
		for (const leave of this.unwatch.splice(0)) leave();
		for (const kind of KINDS) this.release(kind);
	}

	set(kind: Kind, wanted: boolean): void {
		const { track } = this.state[kind];
		if (wanted) tabStorage.remove(offKey(kind));
		else tabStorage.set(offKey(kind), "1");
		this.change(kind, { wanted });
		if (kind === "mic" && track) {
			track.enabled = wanted;
			this.change(kind, { cause: null });
		} else if (!wanted) {
			this.release(kind);
		} else if (this.opened) {
			void this.reopen(kind);
		}
	}

	toggle(kind: Kind): void {
		const device = this.state[kind];
		// Wanted but not open: the button means "try again".
		this.set(kind, device.wanted && !device.track && !device.opening ? true : !device.wanted);
	}

	choose(kind: Kind, deviceId: string): void {
		deviceStorage.set(`kaibo.${kind}`, deviceId);
		this.change(kind, { deviceId });
		if (this.opened && (this.state[kind].wanted || kind === "mic")) void this.reopen(kind);
	}

	/** Try again to open devices that could not be opened. */
	async retry(kinds: Kind[]): Promise<void> {
		if (!this.opened) return;
		await this.openAll(kinds);
		await this.list();
	}

	/** Open these devices; both with one question of the browser. */
	private async openAll(kinds: Kind[]): Promise<void> {
		if (kinds.length < KINDS.length) {
			await Promise.all(kinds.map((kind) => this.reopen(kind)));
			return;
		}
		const { camera, mic } = this.state;
		const rounds = { camera: this.begin("camera"), mic: this.begin("mic") };
		const both = await openBoth(camera.deviceId, mic.deviceId);
		for (const kind of KINDS) this.settle(kind, rounds[kind], both[kind]);
	}

	private async reopen(kind: Kind): Promise<void> {
		const round = this.begin(kind);
		// Some systems open a device only once: release the old track first.
		if (kind === "camera") this.state[kind].track?.stop();
		this.settle(kind, round, await open(kind, this.state[kind].deviceId));
		await this.list();
	}

	private begin(kind: Kind): number {
		this.change(kind, { opening: true });
		this.round[kind] += 1;
		return this.round[kind];
	}

	private settle(kind: Kind, round: number, answer: Opened): void {
		if (round !== this.round[kind] || !this.opened) {
			if ("track" in answer) answer.track.stop();
			return;
		}
		this.state[kind].track?.stop();
		if ("cause" in answer) {
			this.change(kind, { opening: false, track: null, cause: answer.cause });
			return;
		}
		const { track } = answer;
		if (kind === "mic") track.enabled = this.state.mic.wanted;
		track.addEventListener("ended", () => this.lost(kind, track));
		const deviceId = track.getSettings().deviceId ?? this.state[kind].deviceId;
		this.change(kind, { opening: false, track, cause: null, deviceId });
	}

	/** Open a refused device when the person allows it in the browser's settings. */
	private permit(kind: Kind, permission: Permission): void {
		this.change(kind, { permission });
		const { wanted, track, opening, cause } = this.state[kind];
		if (permission === "granted" && wanted && !track && !opening && cause === "refused") void this.reopen(kind);
	}

	/** Open another device after this one was unplugged, or was stopped in the browser's own bar. */
	private lost(kind: Kind, track: MediaStreamTrack): void {
		if (this.state[kind].track !== track) return;
		this.change(kind, { track: null });
		void this.reopen(kind);
	}

	private onChange = async (): Promise<void> => {
		await this.list();
		for (const kind of KINDS) {
			const device = this.state[kind];
			if (device.wanted && !device.track && !device.opening && device.choices.length) void this.reopen(kind);
		}
	};

	private async list(): Promise<void> {
		const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
		for (const kind of KINDS) {
			const choices = all
				.filter((device) => device.kind === LIST_KIND[kind] && device.deviceId)
				.map((device) => ({ id: device.deviceId, label: device.label }));
			this.change(kind, { choices });
		}
	}

	private release(kind: Kind): void {
		this.round[kind] += 1;
		this.state[kind].track?.stop();
		this.change(kind, { opening: false, track: null, cause: null });
	}

	private change(kind: Kind, part: Partial<Device>): void {
		this.state = { ...this.state, [kind]: { ...this.state[kind], ...part } };
		for (const listener of this.listeners) listener();
	}
}
