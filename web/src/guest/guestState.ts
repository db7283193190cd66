import { Status } from "../net/roles";
import type { View } from "../net/types";

type GuestState = "preview" | "onstage" | "removed" | "ended";

/** Where a guest is. After a show the page that was in it says so; one that is opened later may meet a host who is there
 *  for another round. */
export function guestState(view: View, wasLive: boolean): GuestState {
	const { EndReason, OnStage } = view.Session;
	if (EndReason === "removed") return "removed";
	if (EndReason) return "ended";
	if (view.Activity.Status === Status.OVER && !view.Activity.Wanted && (wasLive || !view.Seat.Connected)) return "ended";
	return OnStage ? "onstage" : "preview";
}
