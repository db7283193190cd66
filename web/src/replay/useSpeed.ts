import { useEffect, useState } from "react";
import { keepSpeed, keptSpeed, type Speed, stepped } from "./speed";

export interface SpeedControl {
	speed: Speed;
	set: (speed: Speed) => void;
	/** Make it faster (1) or slower (-1). */
	step: (by: 1 | -1) => void;
}

/** Play the video as fast as the viewer wants. A live show that follows plays at its own speed again. */
export function useSpeed(video: HTMLVideoElement): SpeedControl {
	const [speed, setSpeed] = useState(keptSpeed);
	useEffect(() => {
		// A source that loads begins with the default rate.
		video.defaultPlaybackRate = speed;
		video.playbackRate = speed;
		return () => {
			video.defaultPlaybackRate = 1;
			video.playbackRate = 1;
		};
	}, [video, speed]);
	const set = (next: Speed) => {
		keepSpeed(next);
		setSpeed(next);
	};
	return { speed, set, step: (by) => set(stepped(speed, by)) };
}
