import type { Room } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Devices, DevicesState } from "../devices/devices";
import { onlyHeardBy } from "../stage/onlyHeardBy";
import type { Person } from "../stage/people";

/** Everybody on the stage. */
export const ALL = "";

/** Talk off air: the host's microphone goes to the stage, and viewers do not hear it. */
export interface Talk {
	/** The identity of the only guest who hears the host, or ALL. Null: the host does not talk off air. */
	to: string | null;
	start: (to: string) => void;
	end: () => void;
}

/** Keep who hears the host off air. `live`: viewers would hear the host. It ends with the show, and when the guest goes. */
export function useTalk(live: boolean, people: Person[]): Talk {
	const [to, start] = useState<string | null>(null);
	const end = useCallback(() => start(null), []);
	const over = !live || (to !== null && to !== ALL && !people.some(({ identity }) => identity === to));
	useEffect(() => {
		if (over) start(null);
	}, [over]);
	return { to: over ? null : to, start, end };
}

/** Open the microphone while the host talks off air, and mute it afterwards if it was muted. Call it after the program's mix, so
 *  that the mix leaves the microphone out before it opens. */
export function useTalkMic(to: string | null, devices: Devices, { mic }: DevicesState, room: Room | null): void {
	const talks = to !== null;
	const wanted = useRef(mic.wanted);
	wanted.current = mic.wanted;
	useEffect(() => {
		if (!talks || wanted.current) return;
		// A reload in the middle must not open a muted microphone to viewers.
		devices.set("mic", true, false);
		return () => devices.set("mic", false, false);
	}, [talks, devices]);
	useEffect(() => {
		if (room && to) return onlyHeardBy(room, to);
	}, [room, to]);
}
