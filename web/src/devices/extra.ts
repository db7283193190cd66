import { assign, type WantedDevice } from "./assign";
import { type Choice, LIST_KIND, triesAgain } from "./choice";
import { type Kind, open } from "./open";
import { watchPermission } from "./permission";

/** The device of one source. Without any of these it opens, or waits for the page's own devices. */
export interface ExtraDevice {
	track: MediaStreamTrack | null;
	/** It is not plugged in. */
	missing: boolean;
	/** It is plugged in, and did not open: another program may use it. */
	busy: boolean;
}

export type ExtraState = ReadonlyMap<string, ExtraDevice>;

const KINDS: Record<WantedDevice["kind"], Kind> = { camera: "camera", microphone: "mic" };

interface Held extends ExtraDevice {
	/** The device that is open or opens. */
	target: string;
	opening: boolean;
}

/** Holds further cameras and microphones open, as many as are wanted. Asks the person nothing: it waits until the page's own
 *  camera or microphone was allowed. A store for `useSyncExternalStore`. */
export class ExtraDevices {
	private state: ExtraState = new Map();
	private listeners = new Set<() => void>();
	private held = new Map<string, Held>();
	private wanted: WantedDevice[] = [];
	private left: (() => void)[] | null = null;
	/** Counts the looks at the list: an older list is thrown away. */
	private looks = 0;

	subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	snapshot = (): ExtraState => this.state;

	/** Set all devices that are wanted. One that stays keeps its track. */
	set(wanted: WantedDevice[]): void {
		this.wanted = wanted;
		void this.look();
	}

	start(): void {
		if (this.left) return;
		const { mediaDevices } = navigator;
		mediaDevices?.addEventListener("devicechange", this.look);
		this.left = [
			() => mediaDevices?.removeEventListener("devicechange", this.look),
			...Object.values(KINDS).map((kind) => watchPermission(kind, () => void this.look())),
		];
		void this.look();
	}

	/** Close all of them. The next start opens the same ones. */
	stop(): void {
		for (const leave of this.left ?? []) leave();
		this.left = null;
		for (const id of [...this.held.keys()]) this.drop(id);
		this.tell();
	}

	private look = async (): Promise<void> => {
		if (!this.left) return;
		this.looks += 1;
		const look = this.looks;
		const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
		if (look !== this.looks || !this.left) return;
		const ids = new Set(this.wanted.map(({ id }) => id));
		for (const id of [...this.held.keys()]) if (!ids.has(id)) this.drop(id);
		for (const kind of ["camera", "microphone"] as const) {
			const listed = all.filter((device) => device.kind === LIST_KIND[KINDS[kind]]);
			// Before the person allowed a kind, its devices have no ids.
			const hidden = listed.some(({ deviceId }) => !deviceId);
			this.bring(kind, hidden ? null : listed.map(({ deviceId, label }) => ({ id: deviceId, label })));
		}
		this.tell();
	};

	private bring(kind: WantedDevice["kind"], choices: Choice[] | null): void {
		const wanted = this.wanted.filter((one) => one.kind === kind);
		const targets = assign(wanted, choices ?? []);
		for (const { id } of wanted) {
			const target = targets.get(id) ?? "";
			const held = this.held.get(id);
			if (held && target && held.target === target && !failed(held)) continue;
			this.drop(id);
			const next: Held = { target, opening: target !== "", track: null, missing: choices !== null && !target, busy: false };
			this.held.set(id, next);
			if (target) void this.open(id, kind, next);
		}
	}

	private async open(id: string, kind: WantedDevice["kind"], held: Held): Promise<void> {
		const wanted = () => this.held.get(id) === held;
		const answer = await triesAgain(() => open(KINDS[kind], held.target, "exact"), wanted);
		held.opening = false;
		held.busy = !("track" in answer);
		if (!("track" in answer)) return this.tell();
		const { track } = answer;
		if (!wanted()) return track.stop();
		track.addEventListener("ended", () => {
			if (!wanted()) return;
			held.track = null;
			this.tell();
			void this.look();
		});
		held.track = track;
		this.tell();
	}

	private drop(id: string): void {
		this.held.get(id)?.track?.stop();
		this.held.delete(id);
	}

	private tell(): void {
		const now = new Map([...this.held].map(([id, held]) => [id, stateOf(held)]));
		if (isEqual(now, this.state)) return;
		this.state = now;
		for (const listener of this.listeners) listener();
	}
}

/** Tell whether a device that is there did not open, or ended. */
const failed = (held: Held) => !held.track && !held.opening;

const stateOf = ({ track, missing, busy }: Held): ExtraDevice => ({ track, missing, busy });

const isEqual = (a: ExtraState, b: ExtraState) => a.size === b.size && [...a].every(([id, state]) => same(state, b.get(id)));

const same = (a: ExtraDevice, b: ExtraDevice | undefined) => a.track === b?.track && a.missing === b.missing && a.busy === b.busy;
