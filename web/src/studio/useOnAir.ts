import { useCallback, useEffect, useState } from "react";
import { useAirLock } from "../net/airLock";
import { ApiError } from "../net/call";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { type StudioState, shouldSend, studioState } from "./onAir";

const CONTESTED = "ResourceConflict.Seat";
/** A margin, so that the server's ten seconds are over too. */
const LATE_MS = 150;

type Doing = "" | "going" | "ending" | "taking";

export interface OnAir {
	state: StudioState;
	/** This page should publish the program now. */
	sending: boolean;
	doing: Doing;
	/** The last click failed. Stays true until the next click. */
	failed: boolean;
	/** Another device is asking for the seat, or this one asked too often. */
	contested: boolean;
	goLive: () => void;
	endLive: () => void;
	/** Take the seat from the other device, or the session from the other tab. */
	takeOver: () => void;
}

/** Go on air, end the show, take over. The server's view decides what the page shows. */
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
	useTakeOverInTime(view, takeOver);
	useAirLock(state === "live", view.Session.SessionId);

	return { state, sending: shouldSend(view, here), doing, failed, contested, goLive, endLive, takeOver };
}

/** Take the seat after a click on "take over", when its holder has not refused in time. Without a click the page takes
 *  only a free seat (`useFreedSeat`). */
function useTakeOverInTime({ Seat: { Asked } }: View, takeOver: () => void): void {
	const secondsLeft = Asked?.Mine ? Asked.SecondsLeft : null;

	useEffect(() => {
		if (secondsLeft === null) return;
		const timer = setTimeout(takeOver, secondsLeft * 1000 + LATE_MS);
		return () => clearTimeout(timer);
	}, [secondsLeft, takeOver]);
}
