import { asksAgain, type Guide } from "./browserGuide";
import type { DevicesState } from "./devices";
import type { Cause, Kind } from "./open";

/** The devices that a problem is about. */
export type What = Kind | "both";

/** The cure of a refusal. system: the browser allows the device and the system does not. ask: the question was closed, and
 *  comes again. steps: the person goes to the browser's settings. */
export type Cure = "system" | "ask" | "steps";

interface Trouble {
	cause: Cause;
	what: What;
	kinds: Kind[];
	cure: Cure;
	/** Trying again can help. */
	retry: boolean;
}

/** List the problems of the devices that the person wants. Both devices share one where the cause is the same. */
export function troublesOf(state: DevicesState, guide: Guide): Trouble[] {
	const kinds = (["camera", "mic"] as const).filter((kind) => state[kind].wanted && state[kind].cause);
	const causes = new Set(kinds.map((kind) => state[kind].cause as Cause));
	return [...causes].map((cause) => {
		const having = kinds.filter((kind) => state[kind].cause === cause);
		const what = having.length > 1 ? "both" : (having[0] as Kind);
		const cure = cureOf(
			having.map((kind) => state[kind].permission),
			guide,
		);
		return { cause, what, kinds: having, cure, retry: canRetry(cause, having, state, guide) };
	});
}

function cureOf(permissions: DevicesState["mic"]["permission"][], guide: Guide): Cure {
	if (permissions.every((permission) => permission === "granted")) return "system";
	if (permissions.every((permission) => permission === "prompt") && asksAgain(guide)) return "ask";
	return "steps";
}

function canRetry(cause: Cause, kinds: Kind[], state: DevicesState, guide: Guide): boolean {
	if (cause === "insecure" || !navigator.mediaDevices) return false;
	// A browser that says "denied" asks nobody. Firefox says it for a refusal too that it forgets when asked again.
	return cause !== "refused" || guide === "firefox" || kinds.some((kind) => state[kind].permission !== "denied");
}
