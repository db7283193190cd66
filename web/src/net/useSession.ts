import { useCallback, useEffect, useMemo, useState } from "react";
import { useCrash } from "../ui/useCrash";
import { ApiError, type CallOptions, call as callAt, mayPass } from "./call";
import { follow } from "./events";
import { nonce } from "./nonce";
import { rememberAlso } from "./redeem";
import { retrying } from "./retry";
import { Talk } from "./talk";
import type { Action, Result, View } from "./types";

export interface Session {
	/** `/s/{id}`: the start of its calls, its events and its LiveKit address. */
	base: string;
	/** Names this page load. A duplicated tab gets another one. */
	tab: string;
	/** Another page load acts for this session now. */
	moved: boolean;
	/** The server cannot be reached at the moment. */
	offline: boolean;
	/** WebSockets do not get through to the server, and HTTP does. */
	socketBlocked: boolean;
	/** The conversation of the show. Guests hear none. */
	talk: Talk;
	call: <Name extends Action>(action: Name, body: object, options?: CallOptions) => Promise<Result<Name>>;
	/** Make this page load the one that acts. */
	enter: () => Promise<View>;
}

interface Entered {
	session: Session;
	/** Null until the server has answered. */
	view: View | null;
	/** The browser has no valid cookie for this session. */
	signedOut: boolean;
}

/** Enter the session at `base`, `/s/{id}`, and keep its view current through every loss of the connection. */
export function useSession(base: string): Entered {
	const [tab] = useState(nonce);
	const [talk] = useState(() => new Talk());
	const [view, setView] = useState<View | null>(null);
	const [offline, setOffline] = useState(false);
	const [socketBlocked, setSocketBlocked] = useState(false);
	const [signedOut, setSignedOut] = useState(false);
	const crash = useCrash();

	const call = useCallback(
		async <Name extends Action>(action: Name, body: object, options?: CallOptions): Promise<Result<Name>> => {
			const result = await callAt(`${base}/call`, action, body, options);
			if (isView(result)) setView(result);
			return result;
		},
		[base],
	);
	const enter = useCallback(() => call("EnterSession", { Tab: tab }), [call, tab]);

	useEffect(() => {
		let stopFollowing = () => {};
		let over = false;
		// The page entered an ended session, so it does not act for it yet. An undone removal makes the session live again.
		let outside = false;
		const actAgain = () => {
			outside = false;
			enter().catch(() => {
				outside = true;
			});
		};
		const start = async () => {
			try {
				outside = (await enter()).Session.EndReason !== "";
			} catch (error) {
				if (over) return;
				if (error instanceof ApiError && !error.passing) return setSignedOut(true);
				if (!mayPass(error)) return crash(error);
				setOffline(true);
				return retry.later();
			}
			if (over) return;
			setOffline(false);
			stopFollowing = follow<View>(
				{ url: `${base}/events`, name: "view", tab, talk },
				{
					onData: (data) => {
						setOffline(false);
						setView(data);
						if (outside && !data.Session.EndReason) actAgain();
					},
					onBroken: () => setOffline(true),
					onBlocked: setSocketBlocked,
				},
			);
		};
		const retry = retrying(start);
		void start();
		return () => {
			over = true;
			retry.stop();
			stopFollowing();
		};
	}, [base, tab, talk, enter, crash]);

	const { LinkId = "", SessionId = "" } = (!view?.Session.EndReason && view?.Session) || {};
	useEffect(() => {
		if (LinkId) rememberAlso(LinkId, SessionId);
	}, [LinkId, SessionId]);

	const moved = view !== null && view.Session.Tab !== "" && view.Session.Tab !== tab;
	const session = useMemo(
		() => ({ base, tab, moved, offline, socketBlocked, talk, call, enter }),
		[base, tab, moved, offline, socketBlocked, talk, call, enter],
	);
	return { session, view, signedOut };
}

function isView(result: unknown): result is View {
	return typeof result === "object" && result !== null && "Session" in result && "Seat" in result;
}
