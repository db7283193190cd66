import { useEffect, useState } from "react";
import type { Frames } from "./watchState";

/** Packets of sound come 50 times a second, also in silence. After so long without one, they have stopped. */
const STOPPED_MS = 1200;
const LOOK_MS = 200;

/** Tell whether the sound arrives, as `useFrames` tells it of the picture. A null receiver gets none. */
export function useHeard(receiver: RTCRtpReceiver | null): Frames {
	const [heard, setHeard] = useState<Frames>("none");

	useEffect(() => {
		setHeard("none");
		if (!receiver) return;
		let packet = 0;
		let last = 0;
		const look = () => {
			const newest = Math.max(0, ...receiver.getSynchronizationSources().map(({ timestamp }) => timestamp));
			const now = performance.now();
			if (newest > packet) {
				packet = newest;
				last = now;
				setHeard("coming");
			} else if (document.visibilityState === "hidden") {
				// A hidden tab looks seldom.
				last = now;
			} else if (packet && now - last > STOPPED_MS) setHeard("stopped");
		};
		const timer = setInterval(look, LOOK_MS);
		return () => clearInterval(timer);
	}, [receiver]);

	return heard;
}
