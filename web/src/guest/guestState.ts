import { isEnded } from "../net/roles";
import type { View } from "../net/types";
import { managed } from "./managed";

type GuestState = "preview" | "waiting" | "onstage" | "removed" | "ended";

/** Tell what a guest's page shows. A page that saw the show says that it ended. A page that is opened later may meet a host
 *  who prepares another show. */
export function guestState(view: View, wasLive: boolean): GuestState {
	const { EndReason } = view.Session;
	if (EndReason === "removed") return "removed";
	if (EndReason) return "ended";
	if (isEnded(view.Activity.Status) && !view.Activity.Wanted && (wasLive || !view.Seat.Connected)) return "ended";
	const { place } = managed(view);
	if (place === "waiting") return "waiting";
	return place ? "onstage" : "preview";
}
