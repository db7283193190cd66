import { deviceStorage, tabStorage } from "../browser/storage";
import { type Choice, hasGone, isSame, isThere, LIST_KIND, triesAgain } from "./choice";
import { type Cause, type Kind, type Opened, open, openAny, openBoth } from "./open";
import { type Permission, watchPermission } from "./permission";

/** The state of one device. */
export interface Device {
	/** The person wants the camera on, or the microphone open. Stays true for a device that cannot be opened. */
	wanted: boolean;
	opening: boolean;
	/** The open device. A muted microphone keeps its track, disabled, so that it opens again at once. */
	track: MediaStreamTrack | null;
	cause: Cause | null;
	permission: Permission;
	/** The open device, or the one that opens next. */
	deviceId: string;
	choices: Choice[];
	/** The chosen device, while it is unplugged and another one is open in its place. */
	away: Choice | null;
}

export type DevicesState = Readonly<Record<Kind, Readonly<Device>>>;

const KINDS: Kind[] = ["camera", "mic"];

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
	away: null,
});

/** Opens and switches the camera and the microphone of this page. Another device stands in for one that is unplugged, until
 *  that one is back. Only the person changes the choice. A store for `useSyncExternalStore`: every change makes a new state. */
export class Devices {
	private state: DevicesState = { camera: fresh("camera"), mic: fresh("mic") };
	private listeners = new Set<() => void>();
	private opened = false;
	/** Other microphones are open, which the button mutes too. */
	private others = false;
	private unwatch: (() => void)[] = [];
	/** Counts the openings of each device: the answer to an older opening is thrown away. */
	private round: Record<Kind, number> = { camera: 0, mic: 0 };
	/** The person's choice, or else the device that the browser opened first. */
	private chosen: Record<Kind, Choice> = {
		camera: { id: remembered("camera"), label: "" },
		mic: { id: remembered("mic"), label: "" },
	};

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

	/** `kept`: it also holds after a reload of this tab. */
	set(kind: Kind, wanted: boolean, kept = true): void {
		const { track } = this.state[kind];
		if (kept && wanted) tabStorage.remove(offKey(kind));
		else if (kept) tabStorage.set(offKey(kind), "1");
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
		const { wanted, track, opening } = this.state[kind];
		const silent = !track && !opening && !(kind === "mic" && this.others);
		// Wanted but not open: the button means "try again".
		this.set(kind, wanted && silent ? true : !wanted);
	}

	/** Say whether other microphones are open. Then the button of one that does not open mutes those. */
	setOthers(others: boolean): void {
		this.others = others;
	}

	choose(kind: Kind, deviceId: string): void {
		this.prefer(kind, deviceId);
		this.change(kind, { deviceId });
		if (this.opened && (this.state[kind].wanted || kind === "mic")) void this.reopen(kind);
	}

	/** Make the device that stands in the chosen one. */
	keep(kind: Kind): void {
		const { track, opening, deviceId } = this.state[kind];
		if (!track || opening) return;
		this.round[kind] += 1; // the other one may be opening again just now
		this.prefer(kind, deviceId);
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
		const rounds = { camera: this.begin("camera"), mic: this.begin("mic") };
		const both = await openBoth(this.chosen.camera.id, this.chosen.mic.id);
		for (const kind of KINDS) this.settle(kind, rounds[kind], both[kind]);
	}

	private async reopen(kind: Kind): Promise<void> {
		const round = this.begin(kind);
		// Some systems open a device only once: release the old track first.
		if (kind === "camera") this.state[kind].track?.stop();
		this.settle(kind, round, await open(kind, this.chosen[kind].id));
		await this.list();
		this.check(kind);
	}

	/** Open the chosen device or, without it, any other one. */
	private async replace(kind: Kind): Promise<void> {
		const round = this.begin(kind);
		await this.list();
		const others = this.state[kind].choices.map(({ id }) => id).filter((id) => id !== this.chosen[kind].id);
		this.settle(kind, round, await openAny(kind, this.chosen[kind].id, others));
		await this.list();
		this.check(kind);
	}

	/** Open the chosen device again. The one that stands in stays open until then. A device that was plugged in a moment ago
	 *  may not open yet. */
	private async comeBack(kind: Kind): Promise<void> {
		this.round[kind] += 1;
		const round = this.round[kind];
		const answer = await triesAgain(
			() => open(kind, this.chosen[kind].id, "exact"),
			() => round === this.round[kind],
		);
		if ("track" in answer) this.settle(kind, round, answer);
	}

	private prefer(kind: Kind, id: string): void {
		deviceStorage.set(`kaibo.${kind}`, id);
		this.chosen[kind] = this.state[kind].choices.find((choice) => choice.id === id) ?? { id, label: "" };
		this.change(kind, { away: null });
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
			this.change(kind, { opening: false, track: null, cause: answer.cause, away: null });
			return;
		}
		const { track } = answer;
		if (kind === "mic") track.enabled = this.state.mic.wanted;
		track.addEventListener("ended", () => this.lost(kind, track));
		const chosen = this.chosen[kind];
		const opened = { id: track.getSettings().deviceId ?? chosen.id, label: track.label };
		const standsIn = chosen.id !== "" && !isSame(opened, chosen);
		if (!standsIn) this.chosen[kind] = opened;
		this.change(kind, { opening: false, track, cause: null, deviceId: opened.id, away: standsIn ? chosen : null });
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
		track.stop();
		this.change(kind, { track: null });
		void this.replace(kind);
	}

	private onChange = async (): Promise<void> => {
		await this.list();
		for (const kind of KINDS) {
			const { wanted, track, opening, choices, deviceId } = this.state[kind];
			if (opening) continue;
			if (!track && wanted && choices.length) void this.reopen(kind);
			else if (track && hasGone(deviceId, choices)) this.lost(kind, track);
			else this.check(kind);
		}
	};

	/** Open the chosen device again if it is back. It may have come back while another one was opening. */
	private check(kind: Kind): void {
		const { track, opening, away, choices } = this.state[kind];
		if (track && !opening && away && isThere(away, choices)) void this.comeBack(kind);
	}

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
		this.change(kind, { opening: false, track: null, cause: null, away: null });
	}

	private change(kind: Kind, part: Partial<Device>): void {
		this.state = { ...this.state, [kind]: { ...this.state[kind], ...part } };
		for (const listener of this.listeners) listener();
	}
}
