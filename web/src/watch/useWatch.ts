import { useEffect, useState } from "react";
import { ApiError } from "../api/call";
import type { WatchView } from "../api/types";
import { follow } from "../session/events";
import { firstToken } from "./token";

export interface Watched {
	view: WatchView | null;
	/** A token came before the view did: the show is on, so connecting need not wait. */
	early: boolean;
	/** Nothing is watched at this address. */
	nothing: boolean;
}

/** The show at a path, current whatever happens to the connection. */
export function useWatch(path: string): Watched {
	const [view, setView] = useState<WatchView | null>(null);
	const [early, setEarly] = useState(false);
	const [nothing, setNothing] = useState(false);

	useEffect(() => {
		firstToken(`/w/${path}`).then(
			() => setEarly(true),
			(error) => setNothing(error instanceof ApiError && error.status === 404),
		);
		return follow<WatchView>(`/w/${path}/events`, "view", { onData: setView, onBroken: () => {} });
	}, [path]);

	return { view, early, nothing };
}
