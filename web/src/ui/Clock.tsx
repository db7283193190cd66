import { useEffect, useState } from "react";

/** How long something has been going on, counting. `since`: unix seconds. */
export function Clock({ since }: { since: number }) {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 1000);
		return () => clearInterval(timer);
	}, []);
	return <time className="digits">{clock(since ? now / 1000 - since : 0)}</time>;
}

/** 00:42:18 */
export function clock(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
