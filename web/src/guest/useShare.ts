import { useCallback, useEffect, useState } from "react";
import { canShare, type SharedScreen, shareScreen } from "../source/screen";

export interface Share {
	screen: SharedScreen | null;
	/** The system forbids sharing. Stays true until the next try. */
	refused: boolean;
	/** Share a screen, or end it. Call it in a click or for a key: the browser asks at no other time. */
	toggle: () => void;
}

/** Let a guest share one screen with the stage while `active`. It also ends in the browser's own bar. `fps`: pictures a
 *  second, at most. */
export function useShare(active: boolean, fps: number): Share {
	const [screen, setScreen] = useState<SharedScreen | null>(null);
	const [refused, setRefused] = useState(false);
	useEffect(() => {
		if (!screen) return;
		const { picture, sound } = screen;
		const end = () => setScreen((now) => (now === screen ? null : now));
		picture.addEventListener("ended", end);
		return () => {
			picture.removeEventListener("ended", end);
			picture.stop();
			sound?.stop();
		};
	}, [screen]);
	// A screen that the person chose after they left the stage, too.
	useEffect(() => {
		if (screen && !active) setScreen(null);
	}, [screen, active]);
	const toggle = useCallback(() => {
		if (screen) return setScreen(null);
		if (!active || !canShare()) return;
		setRefused(false);
		shareScreen(fps).then(
			(shared) => shared && setScreen(shared),
			() => setRefused(true),
		);
	}, [screen, active, fps]);
	return { screen: active ? screen : null, refused, toggle };
}
