import { isEnded, Status } from "../net/roles";
import type { View } from "../net/types";

/** `over`: the show has ended, and the host may go live again. `ended`: the assistant has no right any more. */
export type AssistantState = "preview" | "live" | "over" | "ended";

/** Tell what an assistant's page shows. */
export function assistantState({ Session, Activity: { Status: status, Wanted } }: View): AssistantState {
	if (Session.EndReason) return "ended";
	if (status === Status.LIVE) return "live";
	return isEnded(status) && !Wanted ? "over" : "preview";
}
