import { useCallback, useEffect, useRef, useState } from "react";
import { keepVolume } from "../player/volume";
import { play } from "./play";

/** Play the stream in the element. A new stream of a viewer who `paused` waits. Returns whether the browser wants a tap before
 *  it plays sound, and the tap itself. */
export function useSound(
	video: HTMLVideoElement,
	stream: MediaStream | null,
	paused: boolean,
): { needsTap: boolean; open: () => void } {
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

	return { needsTap, open };
}
