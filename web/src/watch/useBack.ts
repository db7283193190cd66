import { useEffect, useState } from "react";

/** A viewer who goes back keeps the connection by WebRTC for so long, in ms. So the way to the live show is short. */
const KEPT_MS = 60_000;

interface Back {
	/** So many seconds before the edge the viewer went back to. 0: they are live. */
	back: number;
	goBack: (seconds: number) => void;
	/** The viewer is back for so long that the connection can go. */
	long: boolean;
}

/** Keep how far a viewer went back in a show. A show that is not on air has no way back. */
export function useBack(onAir: boolean): Back {
	const [back, goBack] = useState(0);
	const [long, setLong] = useState(false);
	useEffect(() => {
		if (!onAir) goBack(0);
	}, [onAir]);
	const isBack = back > 0;
	useEffect(() => {
		if (!isBack) return;
		const timer = setTimeout(() => setLong(true), KEPT_MS);
		return () => {
			clearTimeout(timer);
			setLong(false);
		};
	}, [isBack]);
	return { back, goBack, long };
}
