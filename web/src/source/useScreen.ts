import { useCallback, useEffect, useState } from "react";
import { canShare, type SharedScreen, shareScreen } from "./screen";

export interface ScreenControl {
	shared: SharedScreen | null;
	/** The system forbids sharing. Stays true until the next try. */
	refused: boolean;
	toggle: () => void;
}

/** Share a screen while `active`. Sharing also ends when the person ends it in the browser's own bar. */
export function useScreen(active: boolean, fps: number): ScreenControl {
	const [shared, setShared] = useState<SharedScreen | null>(null);
	const [refused, setRefused] = useState(false);

	useEffect(() => {
		if (!shared) return;
		const end = () => setShared(null);
		shared.picture.addEventListener("ended", end);
		return () => {
			shared.picture.removeEventListener("ended", end);
			shared.picture.stop();
			shared.sound?.stop();
		};
	}, [shared]);

	useEffect(() => {
		if (!active) setShared(null);
	}, [active]);

	const toggle = useCallback(() => {
		if (!canShare()) return;
		setRefused(false);
		if (shared) setShared(null);
		else shareScreen(fps).then(setShared, () => setRefused(true));
	}, [shared, fps]);

	return { shared, refused, toggle };
}
