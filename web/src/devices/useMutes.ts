import { useCallback, useEffect, useMemo, useState } from "react";
import { tabStorage } from "../browser/storage";

/** Kept per tab, as for the first microphone: a muted one is still muted after a reload. */
const KEY = "kaibo.mics.off";

export interface Mutes {
	/** The microphones that the host muted alone, by the ids of their sources. */
	off: ReadonlySet<string>;
	toggle: (id: string) => void;
}

/** Mute further microphones: each alone, or all of them. `open`: the host's first microphone is not muted. Its button and its
 *  key mute all. */
export function useMutes(open: boolean, tracks: ReadonlyMap<string, MediaStreamTrack>): Mutes {
	const [off, setOff] = useState<ReadonlySet<string>>(() => new Set(tabStorage.get(KEY)?.split(" ")));
	useEffect(() => {
		for (const [id, track] of tracks) track.enabled = open && !off.has(id);
	}, [open, off, tracks]);
	const toggle = useCallback((id: string) => {
		setOff((before) => {
			const now = new Set(before);
			if (!now.delete(id)) now.add(id);
			if (now.size) tabStorage.set(KEY, [...now].join(" "));
			else tabStorage.remove(KEY);
			return now;
		});
	}, []);
	return useMemo(() => ({ off, toggle }), [off, toggle]);
}
