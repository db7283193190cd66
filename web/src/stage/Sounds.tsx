import { useEffect, useRef } from "react";

/** Play tracks to the person at this page. Where the browser wants a click first, any click or key starts them.
 *  `speaker`: the id of an output, "" for the system's own. */
export function Sounds({ tracks, speaker = "" }: { tracks: MediaStreamTrack[]; speaker?: string }) {
	return tracks.map((track) => <Sound key={track.id} track={track} speaker={speaker} />);
}

function Sound({ track, speaker }: { track: MediaStreamTrack; speaker: string }) {
	const element = useRef<HTMLAudioElement>(null);
	useEffect(() => {
		const audio = element.current;
		if (!audio) return;
		audio.srcObject = new MediaStream([track]);
		const play = () => audio.play().then(stopWaiting, () => {});
		const stopWaiting = () => {
			for (const event of ["pointerdown", "keydown"]) removeEventListener(event, play);
		};
		for (const event of ["pointerdown", "keydown"]) addEventListener(event, play);
		void play();
		return () => {
			stopWaiting();
			audio.srcObject = null;
		};
	}, [track]);
	// Not every browser lets a page choose. An output that is gone leaves the sound where it is.
	useEffect(() => void element.current?.setSinkId?.(speaker).catch(() => {}), [speaker]);
	// biome-ignore lint/a11y/useMediaCaption: a live voice has no captions
	return <audio ref={element} />;
}
