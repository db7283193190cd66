import { useEffect, useState } from "react";
import { serverNow } from "../browser/clock";

const SECOND_MS = 1000;

/** Return the server's time in unix milliseconds, read again each second. */
export function useNow(): number {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		const timer = setInterval(() => setNow(serverNow()), SECOND_MS);
		return () => clearInterval(timer);
	}, []);
	return now;
}
