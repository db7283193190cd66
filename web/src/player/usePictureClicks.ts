import { useEffect, useRef } from "react";

interface Acts {
	/** A click of a mouse or a pen. A touch shows the controls instead. */
	click: () => void;
	doubleClick: (() => void) | null;
}

/** Act on clicks on the picture itself. The element is made outside React. */
export function usePictureClicks(video: HTMLVideoElement, acts: Acts): void {
	const latest = useRef(acts);
	latest.current = acts;
	useEffect(() => {
		let touched = false;
		const down = ({ pointerType }: PointerEvent) => {
			touched = pointerType === "touch";
		};
		const click = () => !touched && latest.current.click();
		const double = () => !touched && latest.current.doubleClick?.();
		video.addEventListener("pointerdown", down);
		video.addEventListener("click", click);
		video.addEventListener("dblclick", double);
		return () => {
			video.removeEventListener("pointerdown", down);
			video.removeEventListener("click", click);
			video.removeEventListener("dblclick", double);
		};
	}, [video]);
}
