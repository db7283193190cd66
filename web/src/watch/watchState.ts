import { Status } from "../net/roles";
import type { WatchView } from "../net/types";

export type WatchState = "waiting" | "live" | "away" | "over";

/** Frames never came, are coming, or have stopped. */
export type Frames = "none" | "coming" | "stopped";

/** Tell what the audience sees. The server decides before and after the show. The frames decide during it, because LiveKit
 *  notices a frozen host only after twenty seconds. */
export function watchState(view: WatchView | null, frames: Frames): WatchState {
	if (!view || view.Status === Status.PREVIEW) return "waiting";
	if (view.Status !== Status.LIVE) return "over";
	if (frames === "coming") return "live";
	return frames === "stopped" || view.Away ? "away" : "waiting";
}
