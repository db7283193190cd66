import { useEffect, useState } from "react";
import { everyTick } from "../net/ticks";
import { listen, peakOf } from "./level";

/** A microphone without any sound for so long is muted by a switch, or is the wrong one. */
const SILENT_S = 5;
/** -120 dB: less than any microphone's own noise, so nothing is in the line at all. */
const DIGITAL = 1e-6;
const LOOK_MS = 1000;
/** 0.7 s at 48 kHz: one look covers most of the time since the last one. */
const LOOK_SAMPLES = 32_768;

/** Tell whether an open microphone sends digital silence: `mic` is its enabled track, null for none. */
export function useSilence(mic: MediaStreamTrack | null): boolean {
	const [silent, setSilent] = useState(false);
	useEffect(() => {
		setSilent(false);
		if (mic) return watchSilence(mic, setSilent);
	}, [mic]);
	return silent && mic !== null;
}

function watchSilence(mic: MediaStreamTrack, onSilence: (silent: boolean) => void): () => void {
	const ear = listen(mic, LOOK_SAMPLES);
	/** The first silent look of this silence, by the ear's own clock in seconds. */
	let since: number | null = null;
	const stop = everyTick(() => {
		const { audio } = ear;
		// The browser holds the sound until the person clicks. A held ear hears nothing, so it tells nothing.
		if (audio.state !== "running") {
			since = null;
			if (navigator.userActivation.hasBeenActive) void audio.resume().catch(() => {});
		} else if (peakOf(ear.samples()) > DIGITAL) {
			since = null;
		} else {
			since ??= audio.currentTime;
		}
		onSilence(since !== null && audio.currentTime - since >= SILENT_S);
	}, LOOK_MS);
	return () => {
		stop();
		ear.close();
	};
}
