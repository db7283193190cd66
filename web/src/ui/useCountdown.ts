import { useEffect, useState } from "react";

/** Count down whole seconds from the number that the server sent. Uses the page's steady clock, because the computer's wall
 *  clock may be wrong. */
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
