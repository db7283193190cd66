import { useCallback, useEffect, useRef, useState } from "react";
import type { Devices, DevicesState } from "../devices/devices";

/** A guest to whom alone the host talks. */
interface One {
	Identity: string;
	UserName: string;
}

/** Talk off air: the host's microphone goes to the stage, or to one guest there. Viewers do not hear it. */
export interface Talk {
	on: boolean;
	/** The one guest who hears the host. Null: all on the stage do. */
	to: One | null;
	turn: (on: boolean, to?: One) => void;
}

/** Keep whether the host talks off air. `live`: viewers would hear the host. `met`: guests hear the host. It ends with the
 *  show. When the one guest leaves it goes on, or the next word would reach viewers. */
export function useTalk(live: boolean, met: boolean): Talk {
	const [talk, set] = useState<{ on: boolean; to: One | null }>({ on: false, to: null });
	const turn = useCallback((on: boolean, to?: One) => set({ on, to: (on && to) || null }), []);
	useEffect(() => {
		if (!live) turn(false);
	}, [live, turn]);
	return { on: talk.on && (live || (met && talk.to !== null)), to: talk.to, turn };
}

/** Open the microphone while the host talks off air, and mute it afterwards if it was muted. Call it after the program's mix, so
 *  that the mix leaves the microphone out before it opens. */
export function useTalkMic(on: boolean, devices: Devices, { mic }: DevicesState): void {
	const wanted = useRef(mic.wanted);
	wanted.current = mic.wanted;
	useEffect(() => {
		if (!on || wanted.current) return;
		// A reload in the middle must not open a muted microphone to viewers.
		devices.set("mic", true, false);
		return () => devices.set("mic", false, false);
	}, [on, devices]);
}
