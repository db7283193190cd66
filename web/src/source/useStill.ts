import { useEffect, useState } from "react";
import { watchStill } from "./still";

/** Tell whether the shared screen stands still: its window is minimised, or the screen is locked. */
export function useStill(picture: MediaStreamTrack): boolean {
	const [still, setStill] = useState(false);
	useEffect(() => {
		setStill(false);
		return watchStill(picture, setStill);
	}, [picture]);
	return still;
}
