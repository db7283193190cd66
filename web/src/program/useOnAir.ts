import { useCallback, useEffect, useState } from "react";
import { ApiError } from "../api/call";
import type { View } from "../api/types";
import { useAirLock } from "../session/air";
import type { Session } from "../session/useSession";
import { type StudioState, shouldSend, studioState } from "./onAir";

const CONTESTED = "ResourceConflict.Seat";
/** Not sooner than the server's own ten seconds. */
const LATE_MS = 150;

export type Doing = "" | "going" | "ending" | "taking";

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

/** Going on air, off, and over to here. What the page shows follows from the server's view and from whether this
 *  session was put on air by a click, which a reload remembers. */
export function useOnAir(session: Session, view: View): OnAir {
	const [airedEpoch, remember] = useAiredEpoch(view.Session.SessionId);
	const [wasLive, setWasLive] = useState(false);
	const [doing, setDoing] = useState<Doing>("");
	const [failed, setFailed] = useState(false);
	const [contested, setContested] = useState(false);
	const here = { moved: session.moved, airedEpoch, wasLive };
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

	const goLive = useCallback(
		() => void act("going", async () => remember((await call("GoLive", { Tab: tab })).Seat.Epoch)),
		[act, remember, call, tab],
	);
	const endLive = useCallback(() => void act("ending", async () => void (await call("EndLive", { Tab: tab }))), [act, call, tab]);
	const [wished, setWished] = useState(false);
	const takeOver = useCallback(() => {
		setWished(!moved);
		void act("taking", async () => {
			await (moved ? enter() : call("TakeOver", { Tab: tab })).catch((error) => {
				setWished(false);
				throw error;
			});
		});
	}, [act, call, tab, enter, moved]);
	useWish(wished, setWished, session.moved, view, takeOver, remember);
	useAirLock(state === "live", view.Session.SessionId);

	return { state, sending: shouldSend(view, here), doing, failed, contested, goLive, endLive, takeOver };
}

/** What follows a click on "take over": when who sits there has not refused in time the seat is taken, and a show that is
 *  on air goes on from here: that is what the button says. Without a click nothing is ever taken. */
function useWish(
	wished: boolean,
	wish: (wished: boolean) => void,
	moved: boolean,
	view: View,
	takeOver: () => void,
	remember: (epoch: number) => void,
): void {
	const { Mine, Asked, Refused, Epoch } = view.Seat;
	const waits = Asked?.Mine ? Asked.SecondsLeft : null;

	useEffect(() => {
		if (waits === null) return;
		const timer = setTimeout(takeOver, waits * 1000 + LATE_MS);
		return () => clearTimeout(timer);
	}, [waits, takeOver]);

	useEffect(() => {
		if (Refused) wish(false);
	}, [Refused, wish]);

	useEffect(() => {
		if (!wished || !Mine || moved) return;
		wish(false);
		if (view.Activity.Wanted) remember(Epoch);
	}, [wished, wish, Mine, moved, view.Activity.Wanted, Epoch, remember]);
}

/** The seat's epoch in which this session went on air by a click. Kept on the device: a reload, a crash or a new tab of
 *  the same session resumes; a takeover raises the epoch and so forgets it. */
function useAiredEpoch(sessionId: string): [number, (epoch: number) => void] {
	const key = `kaibo.aired.${sessionId}`;
	const [epoch, setEpoch] = useState(() => Number(localStorage.getItem(key) ?? 0));
	const remember = useCallback(
		(now: number) => {
			localStorage.setItem(key, String(now));
			setEpoch(now);
		},
		[key],
	);
	return [epoch, remember];
}
