import { useEffect, useState } from "react";
import type { ReplayFacts } from "../net/types";
import { placeOf } from "./clock";
import { readStretches } from "./readStretches";

/** Where a viewer was who was back in time when the show ended. */
export interface Left {
	/** When it was on air, in unix ms. */
	moment: number;
	paused: boolean;
}

/** A place may lie so many seconds behind the replay's end. The server rounds its length. */
const ROUNDED = 1;

interface Continued {
	/** The place is not known yet. */
	waits: boolean;
	/** In seconds; 0 for none. */
	place: number;
}

/** Find the place of the replay at which a viewer was back in time when the show ended. `onPlace` plays it for a viewer who did not
 *  pause. */
export function useLeft(
	left: Left | null,
	{ Playlist = "", Duration }: ReplayFacts,
	onPlace: (place: number) => void,
): Continued {
	const [continued, set] = useState<Continued>({ waits: left !== null, place: 0 });
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, at the beginning of the replay
	useEffect(() => {
		if (!left) return;
		const stop = new AbortController();
		void readStretches(Playlist, stop.signal).then((stretches) => {
			if (stop.signal.aborted) return;
			const found = placeOf(stretches, left.moment) ?? 0;
			// The replay of an earlier airing has no such moment.
			const place = found > Duration + ROUNDED ? 0 : Math.min(found, Duration);
			set({ waits: false, place });
			if (place && !left.paused) onPlace(place);
		});
		return () => stop.abort();
	}, []);
	return continued;
}
