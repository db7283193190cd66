import { useEffect, useState } from "react";

/** True while `now` is, and for some time after. */
export function useLately(now: boolean, ms: number): boolean {
	const [lately, setLately] = useState(now);
	useEffect(() => {
		if (now) return setLately(true);
		const timer = setTimeout(() => setLately(false), ms);
		return () => clearTimeout(timer);
	}, [now, ms]);
	return now || lately;
}
