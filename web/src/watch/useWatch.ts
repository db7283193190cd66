import { useLayoutEffect, useState } from "react";
import { ApiError } from "../net/call";
import { follow } from "../net/events";
import type { WatchView } from "../net/types";
import { firstToken } from "./token";

interface Watched {
	view: WatchView | null;
	/** A token came before the view did: the show is on, so connecting need not wait. */
	early: boolean;
	/** Nothing is watched at this address. */
	nothing: boolean;
}

/** The show at `base`, current whatever happens to the connection. */
export function useWatch(base: string): Watched {
	const [view, setView] = useState<WatchView | null>(null);
	const [early, setEarly] = useState(false);
	const [nothing, setNothing] = useState(false);

	// A layout effect: a plain one would wait for the page to be painted first.
	useLayoutEffect(() => {
		firstToken(base).then(
			() => setEarly(true),
			(error) => setNothing(error instanceof ApiError && error.status === 404),
		);
		return follow<WatchView>(`${base}/events`, "view", { onData: setView, onBroken: () => {} });
	}, [base]);

	return { view, early, nothing };
}
