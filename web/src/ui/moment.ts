import type { Language } from "../i18n/language";

/** Write a moment (unix milliseconds) in the reader's time zone, and name the zone. `seconds` tells moments of one
 *  minute apart. */
export function moment(at: number, language: Language, seconds = false): string {
	const timeStyle = seconds ? "medium" : "short";
	return withZone(at, new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle }), language);
}

/** Write the time of a moment (unix milliseconds) without its day in the reader's time zone, and name the zone. */
export function timeOfDay(at: number, language: Language): string {
	return withZone(at, new Date(at).toLocaleTimeString(language, { timeStyle: "short" }), language);
}

function withZone(at: number, when: string, language: Language): string {
	const parts = new Intl.DateTimeFormat(language, { timeZoneName: "short" }).formatToParts(at);
	const zone = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
	return language === "zh" ? `${when}（${zone}）` : `${when} (${zone})`;
}
