import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { ApiError } from "../net/call";
import { follow } from "../net/events";
import { nonce } from "../net/nonce";
import { Talk } from "../net/talk";
import type { ClosedView, WatchView } from "../net/types";
import { existing } from "./connection";
import { firstAnswer, forget, renewals, shown, signedIn } from "./token";

interface Watched {
	view: WatchView | null;
	/** This viewer may not watch. Null while they may, and while the page does not know. */
	closed: ClosedView | null;
	/** The page came with a token that the server refused. */
	signInFailed: boolean;
	/** The token came before the view: the show is on, so the page can connect at once. */
	early: boolean;
	/** There is no show at this address. */
	nothing: boolean;
	/** Nothing comes from the server. */
	offline: boolean;
	/** WebSockets do not get through to the server, and HTTP does. */
	socketBlocked: boolean;
	/** Begin again with a new pass. */
	again: () => void;
	/** The conversation of the show. */
	talk: Talk;
}

/** Follow the show at `base` through every loss of the connection. */
export function useWatch(base: string): Watched {
	const [view, setView] = useState<WatchView | null>(null);
	const [closed, setClosed] = useState<ClosedView | null>(null);
	const [signInFailed, setSignInFailed] = useState(false);
	const [round, setRound] = useState(0);
	const renewal = useSyncExternalStore(renewals.listen, renewals.get);
	const [early, setEarly] = useState(() => existing() !== null);
	const [nothing, setNothing] = useState(false);
	const [offline, setOffline] = useState(false);
	const [socketBlocked, setSocketBlocked] = useState(false);
	const [talk] = useState(() => new Talk());

	const again = useCallback(() => {
		forget();
		setSignInFailed(false);
		setRound((last) => last + 1);
	}, []);

	// A layout effect, because a plain effect waits until the page is painted.
	// biome-ignore lint/correctness/useExhaustiveDependencies: each round begins again
	useLayoutEffect(() => {
		let left = false;
		let stop = () => {};
		const begin = () => {
			if (!left) stop = followView();
		};
		const signing = signedIn(base);
		signing?.then((worked) => setSignInFailed(!worked)).then(begin);
		if (shown() !== "no")
			firstAnswer(base).then(
				({ Token }) => setEarly(Token !== ""),
				(error) => setNothing(error instanceof ApiError && error.status === 404),
			);
		const followView = () =>
			follow<WatchView | ClosedView>(
				{ url: `${base}/events`, name: "view", tab: nonce(), talk },
				{
					onData: (data) => {
						setOffline(false);
						const open = !("Closed" in data);
						setClosed(open ? null : data);
						setView(open ? data : null);
						if (!open) setEarly(false);
					},
					onBroken: () => setOffline(true),
					onBlocked: setSocketBlocked,
				},
			);
		if (!signing) begin();
		return () => {
			left = true;
			stop();
		};
	}, [base, round, renewal, talk]);

	return { view, closed, signInFailed, early, nothing, offline, socketBlocked, again, talk };
}
