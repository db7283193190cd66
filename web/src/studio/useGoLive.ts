import { useCallback, useState } from "react";
import type { DevicesState } from "../devices/devices";
import type { Source } from "../source/source";

/** The part of the program that no device gives. */
export type Lack = "" | "sound" | "both";

/** Tell what viewers would not get. A device that the host turned off is no lack: the host knows. */
export function lackOf({ mic, camera }: DevicesState, sources: Source[], sounds: ReadonlyMap<string, unknown>): Lack {
	if (mic.cause === null || sounds.size > 0) return "";
	return camera.cause !== null && sources.every((source) => !source.track) ? "both" : "sound";
}

/** Go live, after one question when the program has no sound. Asks once for each load of the page. */
export function useGoLive(goLive: () => void, lack: Lack) {
	const [asking, setAsking] = useState(false);
	const [asked, setAsked] = useState(false);
	const press = useCallback(() => {
		if (!lack || asked) return goLive();
		setAsked(true);
		setAsking(true);
	}, [lack, asked, goLive]);
	const close = useCallback(() => setAsking(false), []);
	return { lack, asking: asking && lack !== "", press, close, goLive };
}

export type GoingLive = ReturnType<typeof useGoLive>;
