import { ApiError } from "../net/call";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import type { Design } from "./document";

/** The calls about the show design. */
export interface Calls {
	read: () => Promise<{ Design: unknown; Revision: number }>;
	/** Write over this revision. `leaving`: the page goes away, and the call outlives it. Returns the new revision. */
	write: (design: Design, revision: number, leaving: boolean) => Promise<{ Revision: number }>;
}

type AnyCall = (action: string, body: object, options?: { keepalive: boolean }) => Promise<unknown>;

/** Make the calls of this page load. */
export function callsOf({ call, tab }: Pick<Session, "call" | "tab">): Calls {
	const make = call as AnyCall;
	const KEPT = [{ keepalive: true }] as const;
	return {
		read: () => make("GetShowDesign", {}) as ReturnType<Calls["read"]>,
		write: (design, revision, leaving) => {
			const body = { Tab: tab, Design: design, Revision: revision };
			return make("PutShowDesign", body, ...(leaving ? KEPT : [])) as ReturnType<Calls["write"]>;
		},
	};
}

/** Tell whether the server has a newer revision than the one that was written over. */
export function isStale(error: unknown): boolean {
	return error instanceof ApiError && error.code === "ResourceConflict.ShowDesign";
}

/** Tell whether the stored design has a format that only a newer server knows. */
export function isTooNew(error: unknown): boolean {
	return error instanceof ApiError && error.code === "ResourceConflict.ShowDesignVersion";
}

/** Return the revision that the server's view names. 0: it names none. */
export function revisionOf(view: View): number {
	return (view as View & { Design?: { Revision: number } | null }).Design?.Revision ?? 0;
}
