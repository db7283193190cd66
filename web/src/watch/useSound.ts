import { useCallback, useEffect, useState } from "react";
import { play } from "./play";

/** Play the stream in the element. Returns whether the browser wants a tap before it plays sound, and the tap itself. */
export function useSound(video: HTMLVideoElement, stream: MediaStream | null): { needsTap: boolean; open: () => void } {
	const [needsTap, setNeedsTap] = useState(false);

	useEffect(() => {
		if (stream) void play(video, stream).then(setNeedsTap);
		else video.srcObject = null;
	}, [video, stream]);

	const open = useCallback(() => {
		video.muted = false;
		setNeedsTap(false);
		void video.play().catch(() => setNeedsTap(true));
	}, [video]);

	return { needsTap, open };
}
