import { useEffect } from "react";
import { wish, wished } from "./wish";

/** Sharper screens than this show no more of a moving picture. */
const MOST_DENSITY = 2;
/** A tab that comes back sooner has lost no picture. */
const HIDDEN_MS = 5000;

/** Ask for a picture of the size of its element. Ask for none after the tab was hidden for a while, unless the picture is
 *  in a small window. */
export function usePlace(video: HTMLVideoElement): void {
	useEffect(() => {
		const measure = () => {
			const density = Math.min(devicePixelRatio, MOST_DENSITY);
			const width = video.clientWidth * density;
			const height = video.clientHeight * density;
			const { place } = wished.get();
			if (width && height && (width !== place?.width || height !== place.height)) wish({ place: { width, height } });
		};
		const observer = new ResizeObserver(measure);
		observer.observe(video);
		return () => observer.disconnect();
	}, [video]);

	useEffect(() => {
		// Firefox does not tell a page of its small windows, so there a hidden tab keeps its picture.
		if (!("pictureInPictureElement" in document)) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const look = () => {
			clearTimeout(timer);
			const unseen = document.visibilityState === "hidden" && document.pictureInPictureElement !== video;
			if (unseen) timer = setTimeout(() => wish({ hidden: true }), HIDDEN_MS);
			else if (wished.get().hidden) wish({ hidden: false });
		};
		look();
		document.addEventListener("visibilitychange", look);
		video.addEventListener("enterpictureinpicture", look);
		video.addEventListener("leavepictureinpicture", look);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", look);
			video.removeEventListener("enterpictureinpicture", look);
			video.removeEventListener("leavepictureinpicture", look);
		};
	}, [video]);
}
