import { useCallback, useEffect, useState } from "react";
import { useAirLock } from "../net/airLock";
import { ApiError } from "../net/call";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { type StudioState, shouldSend, studioState } from "./onAir";

const CONTESTED = "ResourceConflict.Seat";
/** Not sooner than the server's own ten seconds. */
const LATE_MS = 150;

type Doing = "" | "going" | "ending" | "taking";

export interface OnAir {
	state: StudioState;
	/** This page should be publishing the program now. */
	sending: boolean;
	doing: Doing;
	/** The last click came to nothing; stays until the next. */
	failed: boolean;
	/** Somebody else asks for the seat already, or it was asked for too often. */
	contested: boolean;
	goLive: () => void;
	endLive: () => void;
	/** From the other device, or from the other tab. */
	takeOver: () => void;
}

/** Going on air, off, and over to here. What the page shows follows from the server's view. */
export function useOnAir(session: Session, view: View): OnAir {
	const [wasLive, setWasLive] = useState(false);
	const [doing, setDoing] = useState<Doing>("");
	const [failed, setFailed] = useState(false);
	const [contested, setContested] = useState(false);
	const here = { moved: session.moved, wasLive };
	const state = studioState(view, here);

	useEffect(() => {
		if (state === "live") setWasLive(true);
	}, [state]);

	const { call, tab, enter, moved } = session;
	const act = useCallback(async (what: Doing, work: () => Promise<void>) => {
		setDoing(what);
		setFailed(false);
		setContested(false);
		await work().catch((error) => (error instanceof ApiError && error.code === CONTESTED ? setContested(true) : setFailed(true)));
		setDoing("");
	}, []);

	const goLive = useCallback(() => void act("going", async () => void (await call("GoLive", { Tab: tab }))), [act, call, tab]);
	const endLive = useCallback(() => void act("ending", async () => void (await call("EndLive", { Tab: tab }))), [act, call, tab]);
	const takeOver = useCallback(
		() => void act("taking", async () => void (await (moved ? enter() : call("TakeOver", { Tab: tab })))),
		[act, call, tab, enter, moved],
	);
	useAsked(view, takeOver);
	useAirLock(state === "live", view.Session.SessionId);

	return { state, sending: shouldSend(view, here), doing, failed, contested, goLive, endLive, takeOver };
}

/** What follows a click on "take over": when who sits there has not refused in time the seat is taken. Without a click
 *  nothing is ever taken. */
function useAsked({ Seat: { Asked } }: View, takeOver: () => void): void {
	const waits = Asked?.Mine ? Asked.SecondsLeft : null;

	useEffect(() => {
		if (waits === null) return;
		const timer = setTimeout(takeOver, waits * 1000 + LATE_MS);
		return () => clearTimeout(timer);
	}, [waits, takeOver]);
}
