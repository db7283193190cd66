import { Status } from "../net/roles";
import type { View } from "../net/types";

type GuestState = "preview" | "onstage" | "removed" | "ended";

/** Tell where a guest is. A page that saw the show says that it ended. A page that is opened later may meet a host who
 *  prepares another show. */
export function guestState(view: View, wasLive: boolean): GuestState {
	const { EndReason, OnStage } = view.Session;
	if (EndReason === "removed") return "removed";
	if (EndReason) return "ended";
	if (view.Activity.Status === Status.OVER && !view.Activity.Wanted && (wasLive || !view.Seat.Connected)) return "ended";
	return OnStage ? "onstage" : "preview";
}
