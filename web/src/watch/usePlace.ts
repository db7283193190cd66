import { type RefObject, useEffect } from "react";
import { wish, wished } from "./wish";

/** Sharper screens than this show no more of a moving picture. */
const MOST_DENSITY = 2;
/** A tab that comes back sooner has lost no picture. */
const HIDDEN_MS = 5000;

/** Ask for a picture of the size of its element. Ask for none after the tab was hidden for a while, unless the picture is
 *  in a small window. */
export function usePlace(video: RefObject<HTMLVideoElement | null>): void {
	useEffect(() => {
		const element = video.current;
		if (!element) return;
		const measure = () => {
			const density = Math.min(devicePixelRatio, MOST_DENSITY);
			const width = element.clientWidth * density;
			const height = element.clientHeight * density;
			const { place } = wished.get();
			if (width && height && (width !== place?.width || height !== place.height)) wish({ place: { width, height } });
		};
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		return () => observer.disconnect();
	}, [video]);

	useEffect(() => {
		const element = video.current;
		// Firefox does not tell a page of its small windows, so there a hidden tab keeps its picture.
		if (!element || !("pictureInPictureElement" in document)) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const look = () => {
			clearTimeout(timer);
			const unseen = document.visibilityState === "hidden" && document.pictureInPictureElement !== element;
			if (unseen) timer = setTimeout(() => wish({ hidden: true }), HIDDEN_MS);
			else if (wished.get().hidden) wish({ hidden: false });
		};
		look();
		document.addEventListener("visibilitychange", look);
		element.addEventListener("enterpictureinpicture", look);
		element.addEventListener("leavepictureinpicture", look);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", look);
			element.removeEventListener("enterpictureinpicture", look);
			element.removeEventListener("leavepictureinpicture", look);
		};
	}, [video]);
}
