import { type RefObject, useEffect, useState } from "react";
import type { Size } from "./quality";

/** Sharper screens than this show no more of a moving picture. */
const MOST_DENSITY = 2;
/** A tab that comes back sooner has lost no picture. */
const HIDDEN_MS = 5000;

/** What a page can show of its picture. */
interface Place {
	/** The size of the picture's element, in pixels of the screen. Null: not known yet. */
	place: Size | null;
	/** The tab has been hidden for a while, and the picture is in no small window. */
	hidden: boolean;
}

/** Follow the size of the picture's element, and whether anybody can see it. */
export function usePlace(video: RefObject<HTMLVideoElement | null>): Place {
	const [place, setPlace] = useState<Size | null>(null);
	const [hidden, setHidden] = useState(false);

	useEffect(() => {
		const element = video.current;
		if (!element) return;
		const measure = () => {
			const density = Math.min(devicePixelRatio, MOST_DENSITY);
			const width = element.clientWidth * density;
			const height = element.clientHeight * density;
			if (width && height)
				setPlace((before) => (before?.width === width && before.height === height ? before : { width, height }));
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
			if (unseen) timer = setTimeout(() => setHidden(true), HIDDEN_MS);
			else setHidden(false);
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

	return { place, hidden };
}
