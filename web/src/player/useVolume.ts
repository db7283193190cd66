import { useEffect, useState } from "react";
import { keepVolume, type Volume } from "./volume";

/** The level after a viewer turns the sound on at level 0. */
const AUDIBLE = 0.5;
const STEP = 0.1;

export interface VolumeControl extends Volume {
	set: (level: number) => void;
	toggle: () => void;
	/** Make the sound one step louder (1) or quieter (-1). */
	step: (by: 1 | -1) => void;
}

/** Follow and change the volume of a video. This device keeps what the viewer chose. */
export function useVolume(video: HTMLVideoElement): VolumeControl {
	const [{ level, muted }, setNow] = useState<Volume>(() => volumeOf(video));
	useEffect(() => {
		const read = () => setNow(volumeOf(video));
		read();
		video.addEventListener("volumechange", read);
		return () => video.removeEventListener("volumechange", read);
	}, [video]);

	const choose = (next: Volume) => {
		video.volume = next.level;
		video.muted = next.muted;
		keepVolume(next);
	};
	const set = (wanted: number) => {
		const level = Math.min(1, Math.max(0, Math.round(wanted * 100) / 100));
		choose({ level, muted: level === 0 });
	};
	const silent = () => video.muted || video.volume === 0;
	return {
		level,
		muted,
		set,
		toggle: () => choose(silent() ? { level: video.volume || AUDIBLE, muted: false } : { level: video.volume, muted: true }),
		step: (by) => set((silent() ? 0 : video.volume) + by * STEP),
	};
}

const volumeOf = (video: HTMLVideoElement): Volume => ({ level: video.volume, muted: video.muted });
