import { useNow } from "./useNow";

/** Show how long something has lasted. `since`: unix seconds, 0 for a clock that stands at zero. */
export function Clock({ since }: { since: number }) {
	const now = useNow();
	return <time className="digits">{clock(since ? now / 1000 - since : 0)}</time>;
}

/** Write seconds as 00:42:18. */
export function clock(seconds: number): string {
	const { hours, minutes, rest } = split(seconds);
	return [hours, minutes, rest].map(two).join(":");
}

/** Write seconds as 42:18, or as 3:42:18 from one hour on. */
export function shortClock(seconds: number): string {
	const { hours, minutes, rest } = split(seconds);
	return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

function split(seconds: number): { hours: number; minutes: number; rest: number } {
	const whole = Math.max(0, Math.floor(seconds));
	return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, rest: whole % 60 };
}

const two = (part: number) => String(part).padStart(2, "0");
