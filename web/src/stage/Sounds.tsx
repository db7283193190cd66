import { useEffect, useRef } from "react";

/** Play tracks to the person at this page. Where the browser wants a click first, any click or key starts them. */
export function Sounds({ tracks }: { tracks: MediaStreamTrack[] }) {
	return tracks.map((track) => <Sound key={track.id} track={track} />);
}

function Sound({ track }: { track: MediaStreamTrack }) {
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
	// biome-ignore lint/a11y/useMediaCaption: a live voice has no captions
	return <audio ref={element} />;
}
