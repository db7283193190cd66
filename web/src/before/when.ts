import type { Language } from "../i18n/language";

const DAY_MS = 24 * 3600 * 1000;
/** A host may be so late before the page says it. */
const LATE_MS = 2 * 60 * 1000;

/** How long it is until a show. `days`: days of the calendar. `clock`: seconds. `soon`: any moment. `late`: the time is over. */
export type Wait = { kind: "days"; days: number } | { kind: "clock"; seconds: number } | { kind: "soon" | "late" | "unplanned" };

/** Tell how long it is until a planned start. Times are in unix ms. A start of 0 is not planned. */
export function waitUntil(start: number, now: number): Wait {
	if (!start) return { kind: "unplanned" };
	const left = start - now;
	if (left > DAY_MS) return { kind: "days", days: daysBetween(now, start) };
	if (left > 0) return { kind: "clock", seconds: Math.ceil(left / 1000) };
	return { kind: left > -LATE_MS ? "soon" : "late" };
}

/** Count the midnights between two moments, in the reader's time zone. A day of a clock change counts as a day. */
function daysBetween(from: number, to: number): number {
	const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
	return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}

/** Write a number of days as “in 3 days” or “tomorrow”. */
export const inDays = (days: number, language: Language): string =>
	new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
