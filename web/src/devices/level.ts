import { useEffect, useState } from "react";

const STEPS = 10;
/** Speech lies between these two, in dB of the loudest sample. */
const QUIET = -50;
const LOUD = -6;
const LOOK_MS = 80;

/** Compute the level, in steps 0–10, from samples between -1 and 1. */
export function levelOf(samples: Float32Array): number {
	const decibels = 20 * Math.log10(peakOf(samples) || 1e-9);
	return Math.round(Math.min(1, Math.max(0, (decibels - QUIET) / (LOUD - QUIET))) * STEPS);
}

/** Return the loudest sample, 0 to 1. */
export function peakOf(samples: Float32Array): number {
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	return peak;
}

/** Hears a track without a change to it. */
export interface Ear {
	audio: AudioContext;
	/** Return the newest samples. The next call overwrites them. */
	samples: () => Float32Array;
	close: () => void;
}

/** Listen to a track until `close`. `size`: samples of one look, a power of two. */
export function listen(track: MediaStreamTrack, size = 1024): Ear {
	const audio = new AudioContext();
	const analyser = new AnalyserNode(audio, { fftSize: size });
	audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	return {
		audio,
		samples: () => {
			analyser.getFloatTimeDomainData(samples);
			return samples;
		},
		close: () => void audio.close(),
	};
}

/** Report the level of a track until the returned function is called. Does not change the track. */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
	const ear = listen(track);
	const timer = setInterval(() => onLevel(levelOf(ear.samples())), LOOK_MS);
	return () => {
		clearInterval(timer);
		ear.close();
	};
}

/** Return the level 0–10 of a track, 0 without one. */
export function useLevel(track: MediaStreamTrack | null, open = true): number {
	const [level, setLevel] = useState(0);
	useEffect(() => {
		setLevel(0);
		if (track && open) return watchLevel(track, setLevel);
	}, [track, open]);
	return level;
}
