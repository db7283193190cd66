import { useCallback, useEffect, useState } from "react";
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

	return { myName, joining, left, refused, join, leave };
}
