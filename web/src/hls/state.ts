/** The states of a playlist that plays: pure data, without a browser. */

/**
 * `slow`: the network lets too little through, and the player tries on. `gone`: the server refuses it. `broken`: this browser
 * cannot decode it. `unsupported`: this browser plays no HLS.
 */
export type HlsState = "idle" | "loading" | "playing" | "slow" | "gone" | "broken" | "unsupported";

export interface Playing {
	state: HlsState;
	/** How often the network failed since something came. */
	losses: number;
	/** How often the server refused since something came. */
	refusals: number;
	/** How often the decoder failed since something came. */
	faults: number;
	/** So many times a playlist may be missing: a live one needs its first parts. */
	patience: number;
}

export type Happening =
	| { kind: "open"; patience?: number }
	| { kind: "came" | "fault" | "unsupported" | "close" }
	/** `status` is the HTTP status; 0 for no answer. `final`: the library gave up. */
	| { kind: "loss"; status: number; final: boolean };

/** The next work of the player. `again`: load on after a pause. `reload`: read the playlist again. `recover`: reset the decoder. */
export type Act = "none" | "again" | "reload" | "recover" | "stop";

export const IDLE: Playing = { state: "idle", losses: 0, refusals: 0, faults: 0, patience: 0 };

/** Statuses that trying again does not change. A playlist names new addresses when rights changed, so it is read once more. */
const REFUSED = [401, 403, 404, 410];
const MISSING = 404;

/** States that only `open` leaves. */
const ENDED: readonly HlsState[] = ["idle", "gone", "broken", "unsupported"];

/** Tell what follows from something that happened. */
export function after(now: Playing, what: Happening): [Playing, Act] {
	if (what.kind === "open") return [{ ...IDLE, state: "loading", patience: what.patience ?? 0 }, "none"];
	if (what.kind === "close") return [IDLE, "none"];
	if (ENDED.includes(now.state)) return [now, "none"];
	switch (what.kind) {
		case "came":
			return [{ ...IDLE, state: "playing", patience: now.patience }, "none"];
		case "unsupported":
			return [{ ...now, state: "unsupported" }, "stop"];
		case "fault":
			if (now.faults > 0) return [{ ...now, state: "broken" }, "stop"];
			return [{ ...now, faults: 1 }, "recover"];
		case "loss":
			return afterLoss(now, what.status, what.final);
	}
}

function afterLoss(now: Playing, status: number, final: boolean): [Playing, Act] {
	if (REFUSED.includes(status)) {
		if (!final) return [now, "none"];
		if (status === MISSING && now.refusals < now.patience)
			return [{ ...now, refusals: now.refusals + 1, losses: now.losses + 1 }, "again"];
		if (now.refusals > now.patience) return [{ ...now, state: "gone" }, "stop"];
		return [{ ...now, refusals: now.patience + 1 }, "reload"];
	}
	const slow: Playing = { ...now, state: "slow" };
	return final ? [{ ...slow, losses: now.losses + 1 }, "again"] : [slow, "none"];
}
