import { useCallback, useEffect, useState } from "react";

/** Count whole seconds down. Uses the page's steady clock. Returns those that are left, and a function that starts the count. */
export function useWait(): [left: number, start: (seconds: number) => void] {
	const [end, setEnd] = useState(0);
	const [left, setLeft] = useState(0);
	const start = useCallback((seconds: number) => {
		setEnd(performance.now() + seconds * 1000);
		setLeft(seconds);
	}, []);
	const waits = left > 0;
	useEffect(() => {
		if (!waits) return;
		const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000))), 250);
		return () => clearInterval(timer);
	}, [waits, end]);
	return [left, start];
}
