import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../net/call";
import type { View } from "../net/types";
import { useMyName } from "../net/useMyName";
import type { Session } from "../net/useSession";
import { managed } from "./managed";

type Refused = "" | "full" | "crowded" | "waitingFull" | "failed";
const REFUSED: Record<string, Refused> = {
	StageFull: "full",
	"ResourceConflict.LinkCrowded": "crowded",
	WaitingRoomFull: "waitingFull",
};

/** Let a guest tell their name, join the stage or its queue, and leave. `over`: the page shows an end. */
export function useJoining(session: Session, view: View, over: boolean) {
	const [joining, setJoining] = useState(false);
	const [left, setLeft] = useState(false);
	const [refused, setRefused] = useState<Refused>("");
	const { call, tab, moved } = session;
	const myName = useMyName(session, view);
	const { save } = myName;

	const join = useCallback(async () => {
		setJoining(true);
		setRefused("");
		if (!(await save())) return setJoining(false);
		await call("JoinStage", { Tab: tab }).catch((error) => {
			setRefused((error instanceof ApiError && REFUSED[error.code]) || "failed");
		});
		setJoining(false);
	}, [call, tab, save]);
	const leave = useCallback(() => {
		setLeft(true);
		void call("LeaveStage", { Tab: tab }).catch(() => {});
	}, [call, tab]);

	// The show is over for this page: another guest can have the place on the stage.
	const stays = over && managed(view).place !== "" && !view.Session.EndReason && !moved;
	useEffect(() => {
		if (stays) leave();
	}, [stays, leave]);

	useReturn(view, moved, join);
	return { myName, joining, left, refused, join, leave };
}

/** A guest whose removal is undone so soon is on the stage again without a click. Later the page waits in the green room:
 *  nobody expects by then to be heard. */
const UNDONE_MS = 90_000;

/** Go back to the stage after an undone removal. The server decides whether the guest may. */
function useReturn(view: View, moved: boolean, join: () => Promise<void>): void {
	const { EndReason } = view.Session;
	const { place } = managed(view);
	const stood = useRef(false);
	/** When the removal took the guest off the stage; 0 for not. */
	const taken = useRef(0);
	useEffect(() => {
		if (EndReason) {
			if (EndReason === "removed" && stood.current) taken.current = Date.now();
			stood.current = false;
			return;
		}
		stood.current = place === "backstage" || place === "air";
		const soon = Date.now() - taken.current < UNDONE_MS;
		taken.current = 0;
		if (soon && !place && !moved) void join();
	}, [EndReason, place, moved, join]);
}
