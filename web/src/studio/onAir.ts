import { Status } from "../net/roles";
import type { View } from "../net/types";

export type StudioState = "preview" | "live" | "taken" | "ended";

/** What only this page knows. */
export interface Here {
	/** The same session went on in another tab. */
	moved: boolean;
	/** This page itself has been live since it was loaded. */
	wasLive: boolean;
}

/** Whether this page should be sending the program: its own seat, the show wanted, and put on air by a click in it. A reload comes
 *  back by itself; a session that merely got a free seat waits for a click. */
export function shouldSend(view: View, here: Here): boolean {
	return holds(view, here) && view.Activity.Wanted && view.Seat.Aired;
}

export function studioState(view: View, here: Here): StudioState {
	if (view.Session.EndReason) return "ended";
	if (!holds(view, here)) return "taken";
	if (shouldSend(view, here)) return view.Activity.Status === Status.LIVE ? "live" : "preview";
	return here.wasLive && !view.Activity.Wanted ? "ended" : "preview";
}

const holds = (view: View, here: Here) => view.Seat.Mine && !here.moved && !view.Session.EndReason;
