import { useEffect, useState } from "react";

const STEPS = 10;
/** Speech lives between these two, in dB of the loudest sample of a look. */
const QUIET = -50;
const LOUD = -6;
const LOOK_MS = 80;

/** How loud, in steps 0–10, from samples between -1 and 1. */
export function levelOf(samples: Float32Array): number {
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	const decibels = 20 * Math.log10(peak || 1e-9);
	return Math.round(Math.min(1, Math.max(0, (decibels - QUIET) / (LOUD - QUIET))) * STEPS);
}

/** Calls back with the level of a track until the returned function is called. The track itself is not touched. */
function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
	const audio = new AudioContext();
	const analyser = new AnalyserNode(audio, { fftSize: 1024 });
	audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		onLevel(levelOf(samples));
	}, LOOK_MS);
	return () => {
		clearInterval(timer);
		void audio.close();
	};
}

/** Level 0–10 of a track, 0 without one. */
export function useLevel(track: MediaStreamTrack | null, open = true): number {
	const [level, setLevel] = useState(0);
	useEffect(() => {
		setLevel(0);
		if (track && open) return watchLevel(track, setLevel);
	}, [track, open]);
	return level;
}
