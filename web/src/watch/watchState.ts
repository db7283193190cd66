import { Status } from "../net/roles";
import type { WatchView } from "../net/types";

export type WatchState = "waiting" | "live" | "away" | "over";

/** What frames say: none yet, coming, or stopped coming. */
export type Frames = "none" | "coming" | "stopped";

/** What the audience sees. The server's word decides before and after the show; during it the frames do, because LiveKit
 *  notices a frozen host only after twenty seconds. */
export function watchState(view: WatchView | null, frames: Frames): WatchState {
	if (!view || view.Status === Status.PREVIEW) return "waiting";
	if (view.Status !== Status.LIVE) return "over";
	if (frames === "coming") return "live";
	return frames === "stopped" || view.Away ? "away" : "waiting";
}
