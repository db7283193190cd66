import { useEffect } from "react";
import { wish, wished } from "./wish";

/** Sharper screens than this show no more of a moving picture. */
const MOST_DENSITY = 2;
/** A tab or a pause that ends sooner has lost no picture. */
const HIDDEN_MS = 5000;

/** Ask for a picture of the size of its element. Ask for none after a while in a hidden tab or in a pause. A picture in a
 *  small window is not hidden. */
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
		let timer: ReturnType<typeof setTimeout> | undefined;
		const look = () => {
			clearTimeout(timer);
			if (isUnseen(video)) timer = setTimeout(() => wish({ hidden: true }), HIDDEN_MS);
			else if (wished.get().hidden) wish({ hidden: false });
		};
		look();
		document.addEventListener("visibilitychange", look);
		for (const event of LOOKS) video.addEventListener(event, look);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", look);
			for (const event of LOOKS) video.removeEventListener(event, look);
		};
	}, [video]);
}

const LOOKS = ["enterpictureinpicture", "leavepictureinpicture", "pause", "play"] as const;

/** Tell whether nobody can see the picture, or the viewer paused it. */
function isUnseen(video: HTMLVideoElement): boolean {
	if (video.srcObject && video.paused) return true;
	// Firefox does not tell a page of its small windows, so there a hidden tab keeps its picture.
	if (!("pictureInPictureElement" in document)) return false;
	return document.visibilityState === "hidden" && document.pictureInPictureElement !== video;
}
