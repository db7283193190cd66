import { useCallback, useEffect, useRef, useState } from "react";
import { keepVolume } from "../player/volume";
import { play, playSource } from "./play";

export interface Sound {
	/** The browser wants a tap before it plays sound. */
	needsTap: boolean;
	/** The tap. */
	open: () => void;
	/** Play another source, which the element has already. */
	start: () => void;
}

/** Play the stream in the element. A new source of a viewer who `paused` waits. Null: another source plays, or none. */
export function useSound(video: HTMLVideoElement, stream: MediaStream | null, paused: boolean): Sound {
	const [needsTap, setNeedsTap] = useState(false);
	const waits = useRef(paused);
	waits.current = paused;

	useEffect(() => {
		if (!stream || waits.current) video.srcObject = stream;
		else void play(video, stream).then(setNeedsTap);
	}, [video, stream]);

	// The viewer may turn the sound on in another way.
	useEffect(() => {
		const look = () => !video.muted && setNeedsTap(false);
		video.addEventListener("volumechange", look);
		return () => video.removeEventListener("volumechange", look);
	}, [video]);

	const open = useCallback(() => {
		video.muted = false;
		keepVolume({ level: video.volume, muted: false });
		setNeedsTap(false);
		void video.play().catch(() => setNeedsTap(true));
	}, [video]);

	const start = useCallback(() => {
		if (!waits.current) void playSource(video).then(setNeedsTap);
	}, [video]);

	return { needsTap, open, start };
}
