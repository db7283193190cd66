import { useCallback, useEffect, useState } from "react";
import type { View } from "../api/types";
import type { Session } from "../session/useSession";
import { type StudioState, shouldSend, studioState } from "./onAir";

export type Doing = "" | "going" | "ending" | "taking";

export interface OnAir {
	state: StudioState;
	/** This page should be publishing the program now. */
	sending: boolean;
	doing: Doing;
	/** The last click came to nothing; stays until the next. */
	failed: boolean;
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
	const here = { moved: session.moved, airedEpoch, wasLive };
	const state = studioState(view, here);

	useEffect(() => {
		if (state === "live") setWasLive(true);
	}, [state]);

	const { call, tab, enter, moved } = session;
	const act = useCallback(async (what: Doing, work: () => Promise<void>) => {
		setDoing(what);
		setFailed(false);
		await work().catch(() => setFailed(true));
		setDoing("");
	}, []);

	const goLive = useCallback(
		() => void act("going", async () => remember((await call("GoLive", { Tab: tab })).Seat.Epoch)),
		[act, remember, call, tab],
	);
	const endLive = useCallback(() => void act("ending", async () => void (await call("EndLive", { Tab: tab }))), [act, call, tab]);
	const takeOver = useCallback(
		() =>
			void act("taking", async () => {
				const seen = await (moved ? enter() : call("TakeOver", { Tab: tab }));
				// A show that is on air goes on from here at once: that is what the button says.
				if (seen.Seat.Mine && seen.Activity.Wanted && !moved) remember(seen.Seat.Epoch);
			}),
		[act, remember, call, tab, enter, moved],
	);

	return { state, sending: shouldSend(view, here), doing, failed, goLive, endLive, takeOver };
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
