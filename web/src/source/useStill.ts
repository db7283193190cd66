import { useEffect, useState } from "react";
import { watchStill } from "./still";

/** Tell whether the shared screen stands still: its window is minimised, or the screen is locked. */
export function useStill(picture: MediaStreamTrack | null): boolean {
	const [still, setStill] = useState(false);
	useEffect(() => {
		setStill(false);
		if (picture) return watchStill(picture, setStill);
	}, [picture]);
	return still && picture !== null;
}
