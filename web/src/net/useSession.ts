import { useCallback, useEffect, useMemo, useState } from "react";
import { ApiError, call as callAt } from "./call";
import { follow } from "./events";
import { nonce } from "./nonce";
import { keepAlso } from "./redeem";
import type { Action, Result, View } from "./types";

export interface Session {
	/** `/s/{id}`: where its calls, its events and its way to LiveKit are. */
	base: string;
	/** This page load. A duplicated tab makes another one. */
	tab: string;
	/** Another page load acts for this session now. */
	moved: boolean;
	/** The server cannot be reached at the moment. */
	offline: boolean;
	call: <Name extends Action>(action: Name, body: object) => Promise<Result<Name>>;
	/** Act from this page load again. */
	enter: () => Promise<View>;
}

/** Nobody is signed in here: no session, or its cookie is gone. */
export type Entered = { session: Session; view: View | null; signedOut: boolean };

const RETRY_MS = 1000;

/** The session that this page is of: enters it, and keeps its view current whatever happens to the connection. */
export function useSession(id: string): Entered {
	const base = `/s/${id}`;
	const [tab] = useState(nonce);
	const [view, setView] = useState<View | null>(null);
	const [offline, setOffline] = useState(false);
	const [signedOut, setSignedOut] = useState(false);

	const call = useCallback(
		async <Name extends Action>(action: Name, body: object): Promise<Result<Name>> => {
			const result = await callAt(`${base}/call`, action, body);
			if (isView(result)) setView(result);
			return result;
		},
		[base],
	);
	const enter = useCallback(() => call("EnterSession", { Tab: tab }), [call, tab]);

	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stopFollowing = () => {};
		let over = false;
		const start = async () => {
			try {
				await enter();
			} catch (error) {
				if (over) return;
				if (error instanceof ApiError && !error.passing) return setSignedOut(true);
				setOffline(true);
				timer = setTimeout(start, RETRY_MS);
				return;
			}
			if (over) return;
			setOffline(false);
			stopFollowing = follow<View>(`${base}/events`, "view", {
				onData: (data) => {
					setOffline(false);
					setView(data);
				},
				onBroken: () => setOffline(true),
			});
		};
		void start();
		return () => {
			over = true;
			clearTimeout(timer);
			stopFollowing();
		};
	}, [base, enter]);

	const { LinkId = "", SessionId = "" } = (!view?.Session.EndReason && view?.Session) || {};
	useEffect(() => {
		if (LinkId) keepAlso(LinkId, SessionId);
	}, [LinkId, SessionId]);

	const moved = view !== null && view.Session.Tab !== "" && view.Session.Tab !== tab;
	const session = useMemo(() => ({ base, tab, moved, offline, call, enter }), [base, tab, moved, offline, call, enter]);
	return { session, view, signedOut };
}

function isView(result: unknown): result is View {
	return typeof result === "object" && result !== null && "Session" in result && "Seat" in result;
}
