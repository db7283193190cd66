import { useEffect, useState } from "react";

const SECOND_MS = 1000;

/** Return the time in unix milliseconds, read again each second. */
export function useNow(): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
		return () => clearInterval(timer);
	}, []);
	return now;
}
