import { useLayoutEffect, useState } from "react";
import { ApiError } from "../net/call";
import { follow } from "../net/events";
import { nonce } from "../net/nonce";
import { Talk } from "../net/talk";
import type { WatchView } from "../net/types";
import { existing } from "./connection";
import { firstAnswer, shown } from "./token";

interface Watched {
	view: WatchView | null;
	/** The token came before the view: the show is on, so the page can connect at once. */
	early: boolean;
	/** There is no show at this address. */
	nothing: boolean;
	/** Nothing comes from the server. */
	offline: boolean;
	/** WebSockets do not get through to the server, and HTTP does. */
	socketBlocked: boolean;
	/** The conversation of the show. */
	talk: Talk;
}

/** Follow the show at `base` through every loss of the connection. */
export function useWatch(base: string): Watched {
	const [view, setView] = useState<WatchView | null>(null);
	const [early, setEarly] = useState(() => existing() !== null);
	const [nothing, setNothing] = useState(false);
	const [offline, setOffline] = useState(false);
	const [socketBlocked, setSocketBlocked] = useState(false);
	const [talk] = useState(() => new Talk());

	// A layout effect, because a plain effect waits until the page is painted.
	useLayoutEffect(() => {
		if (shown() !== "no")
			firstAnswer(base).then(
				({ Token }) => setEarly(Token !== ""),
				(error) => setNothing(error instanceof ApiError && error.status === 404),
			);
		return follow<WatchView>(
			{ url: `${base}/events`, name: "view", tab: nonce(), talk },
			{
				onData: (data) => {
					setOffline(false);
					setView(data);
				},
				onBroken: () => setOffline(true),
				onBlocked: setSocketBlocked,
			},
		);
	}, [base, talk]);

	return { view, early, nothing, offline, socketBlocked, talk };
}
