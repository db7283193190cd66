import { Status } from "../net/roles";
import type { View } from "../net/types";

export type StudioState = "preview" | "live" | "taken" | "ended";

/** The facts that only this page knows. */
export interface Here {
	/** The session continues in another tab. */
	moved: boolean;
	/** This page has been live since it was loaded. */
	wasLive: boolean;
}

/** Tell whether this page should send the program. It must hold the seat, and the show must be wanted on air. A click
 *  of this seat must have put it on air. A reload continues without a click. A session that only got a free seat waits
 *  for a click. */
export function shouldSend(view: View, here: Here): boolean {
	return holds(view, here) && view.Activity.Wanted && view.Seat.Aired;
}

/** Tell what the studio shows. */
export function studioState(view: View, here: Here): StudioState {
	if (view.Session.EndReason) return "ended";
	if (!holds(view, here)) return "taken";
	if (shouldSend(view, here)) return view.Activity.Status === Status.LIVE ? "live" : "preview";
	return here.wasLive && !view.Activity.Wanted ? "ended" : "preview";
}

const holds = (view: View, here: Here) => view.Seat.Mine && !here.moved && !view.Session.EndReason;
