import { type RefObject, useEffect, useState } from "react";
import { canFillScreen, toggleFullScreen } from "../browser/fullScreen";

export interface FullScreen {
	/** Null where the browser has none. */
	toggle: (() => void) | null;
	on: boolean;
}

/** Let the player in `box` fill the screen: the whole of it, or its video alone on an iPhone. */
export function useFullScreen(box: RefObject<HTMLElement | null>, video: HTMLVideoElement): FullScreen {
	const [on, setOn] = useState(false);
	const [can, setCan] = useState(() => canFillScreen(video));
	useEffect(() => {
		const turn = () => setOn(document.fullscreenElement !== null);
		// An iPhone knows with the picture's size.
		const look = () => setCan(canFillScreen(video));
		document.addEventListener("fullscreenchange", turn);
		video.addEventListener("loadedmetadata", look);
		look();
		return () => {
			document.removeEventListener("fullscreenchange", turn);
			video.removeEventListener("loadedmetadata", look);
		};
	}, [video]);
	const toggle = () => box.current && toggleFullScreen(box.current, video);
	return { on, toggle: can ? toggle : null };
}
