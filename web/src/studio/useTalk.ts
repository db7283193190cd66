import { useEffect, useRef, useState } from "react";
import type { Devices, DevicesState } from "../devices/devices";

/** Talk off air: the host's microphone goes to the stage, and viewers do not hear it. */
export interface Talk {
	on: boolean;
	turn: (on: boolean) => void;
}

/** Keep whether the host talks off air. `live`: viewers would hear the host. It ends with the show. */
export function useTalk(live: boolean): Talk {
	const [on, turn] = useState(false);
	useEffect(() => {
		if (!live) turn(false);
	}, [live]);
	return { on: on && live, turn };
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
