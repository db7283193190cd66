import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { callsOf } from "./calls";
import type { Design } from "./document";
import { type Change, DesignKeeper, type Shape } from "./keeper";

export interface DesignControl extends Shape {
	/** Make an edit: a step of undo, and a draft while viewers see the scene. Edits with the same `step` are one step.
	 *  Returns false when this page may not edit, or when the design has no room for it. */
	edit: (change: Change, options?: { step?: string }) => boolean;
	/** Change what happens on air (air.ts). Viewers see it at once. */
	air: (change: Change) => boolean;
	undo: () => boolean;
	redo: () => boolean;
	showToViewers: () => boolean;
	dropDraft: () => boolean;
	/** Replace the design by that of an earlier show, as one step of undo. Returns it. Throws what a call throws (net/call.ts). */
	copy: (from: number) => Promise<Design>;
	/** Take the notice away. */
	dismiss: () => void;
}

/** Keep the design of the show, in this page and on the server. `acts`: this tab holds the seat, and its studio is open. */
export function useDesign(session: Session, view: View, acts: boolean): DesignControl {
	const live = view.Activity.Wanted;
	const [keeper] = useState(() => new DesignKeeper(view.Activity.ActivityId, live));
	const shape = useSyncExternalStore(keeper.subscribe, () => keeper.shape);

	const revision = view.Design?.Revision;
	useEffect(() => keeper.hear(revision), [keeper, revision]);

	const { call, tab } = session;
	useEffect(() => (acts ? keeper.act(callsOf({ call, tab })) : undefined), [keeper, acts, call, tab]);
	useEffect(() => keeper.setLive(live), [keeper, live]);

	useEffect(() => {
		addEventListener("pagehide", keeper.leave);
		return () => removeEventListener("pagehide", keeper.leave);
	}, [keeper]);

	return useMemo(() => {
		const { edit, air, undo, redo, showToViewers, dropDraft, copy, dismiss } = keeper;
		return { ...shape, edit, air, undo, redo, showToViewers, dropDraft, copy, dismiss };
	}, [keeper, shape]);
}
