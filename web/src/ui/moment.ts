import type { Language } from "../i18n/language";

/** Write a moment (unix milliseconds) in the reader's time zone, and name the zone. */
export function moment(at: number, language: Language): string {
	const when = new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
	const parts = new Intl.DateTimeFormat(language, { timeZoneName: "short" }).formatToParts(at);
	const zone = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
	return language === "zh" ? `${when}（${zone}）` : `${when} (${zone})`;
}
