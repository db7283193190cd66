import { useEffect, useLayoutEffect, useRef } from "react";
import { useHls } from "../hls/useHls";
import type { LiveShow } from "./liveShow";
import css from "./Timeshift.module.css";

/** Play a show on air by HLS. Until its first picture the last one of the element stands there. */
export function HlsPicture({ video, live }: { video: HTMLVideoElement; live: LiveShow }) {
	const still = useRef<HTMLCanvasElement>(null);
	const { back, playlist, player, onEnded, sound } = live;
	const wanted = { url: playlist, mode: back ? "back" : "live", at: -back } as const;
	const { state } = useHls(video, wanted, { start: sound.start, player });

	useLayoutEffect(() => {
		const canvas = still.current;
		if (!canvas) return;
		keepPicture(video, canvas);
		const hide = () => {
			canvas.hidden = true;
		};
		video.addEventListener("loadeddata", hide);
		return () => video.removeEventListener("loadeddata", hide);
	}, [video]);

	const ended = state === "gone" || state === "broken" || state === "unsupported";
	useEffect(() => {
		if (ended) onEnded();
	}, [ended, onEnded]);

	useEffect(() => {
		// After a pause a live show plays what is live then.
		const onPlay = () => player.current?.isLate() && player.current.toEdge();
		video.addEventListener("play", onPlay);
		return () => video.removeEventListener("play", onPlay);
	}, [video, player]);

	return <canvas ref={still} className={css.still} />;
}

/** Draw the picture that the video shows. */
function keepPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
	canvas.width = video.videoWidth;
	canvas.height = video.videoHeight;
	canvas.getContext("2d")?.drawImage(video, 0, 0);
}
