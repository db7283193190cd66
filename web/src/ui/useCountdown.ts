import { useEffect, useState } from "react";

/** Whole seconds that are left of what the server said, counted by this page's own steady clock: whether the clock on the
 *  wall is right does not matter. */
export function useCountdown(secondsLeft: number): number {
	const [left, setLeft] = useState(secondsLeft);
	useEffect(() => {
		const end = performance.now() + secondsLeft * 1000;
		const read = () => setLeft(Math.max(0, (end - performance.now()) / 1000));
		read();
		if (secondsLeft <= 0) return;
		const timer = setInterval(read, 250);
		return () => clearInterval(timer);
	}, [secondsLeft]);
	return Math.ceil(left);
}
