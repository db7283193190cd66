import { useEffect, useState } from "react";

/** Return true while `now` is true, and for `ms` after. */
export function useLately(now: boolean, ms: number): boolean {
	const [lately, setLately] = useState(now);
	useEffect(() => {
		if (now) return setLately(true);
		const timer = setTimeout(() => setLately(false), ms);
		return () => clearTimeout(timer);
	}, [now, ms]);
	return now || lately;
}
