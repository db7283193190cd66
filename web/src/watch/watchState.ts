import { Status } from "../net/roles";
import type { WatchView } from "../net/types";

export type WatchState = "waiting" | "live" | "slow" | "away" | "over";

/** Frames never came, are coming, or have stopped. */
export type Frames = "none" | "coming" | "stopped";

/** Tell what the audience sees. The server decides before and after the show. The frames decide during it: they also stop
 *  on a viewer's bad connection. So only the server says that the host is away. */
export function watchState(view: WatchView | null, frames: Frames): WatchState {
	// The picture may come before the first view, or before the server has seen it. The server gives a token to a show that
	// is on air or starts, and to no other.
	if (frames === "coming" && (!view || view.Starting)) return "live";
	if (!view || view.Starting || view.Status === Status.PREVIEW) return "waiting";
	if (view.Status !== Status.LIVE) return "over";
	if (frames === "coming") return "live";
	if (view.Away) return "away";
	return frames === "stopped" ? "slow" : "waiting";
}
