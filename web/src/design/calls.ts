import { ApiError } from "../net/call";
import type { Session } from "../net/useSession";
import type { Design } from "./document";

/** The calls about the show design. */
export interface Calls {
	read: () => Promise<{ Design: unknown; Revision: number }>;
	/** Give this show the design and the files of an earlier one. */
	copy: (from: number) => Promise<{ Revision: number }>;
	/** Write over this revision. `leaving`: the page goes away, and the call outlives it. Returns the new revision. */
	write: (design: Design, revision: number, leaving: boolean) => Promise<{ Revision: number }>;
}

/** Make the calls of this page load. */
export function callsOf({ call, tab }: Pick<Session, "call" | "tab">): Calls {
	return {
		read: () => call("GetShowDesign", {}),
		copy: (FromActivityId) => call("CopyShowDesign", { Tab: tab, FromActivityId }),
		write: (design, revision, leaving) => {
			const body = { Tab: tab, Design: design, Revision: revision };
			return leaving ? call("PutShowDesign", body, { keepalive: true }) : call("PutShowDesign", body);
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
