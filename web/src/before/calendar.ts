const HOUR_MS = 3_600_000;
const ALARM_MINUTES = 10;

interface Show {
	id: string;
	title: string;
	url: string;
	/** Times in unix ms. An end of 0 is not planned. */
	begins: number;
	ends: number;
	now: number;
}

interface LaunchPage {
	kaibo?: { calendar?: (event: object) => string };
}

/** Write a show as a calendar file with an alarm. The launch page's own script does it, and makes text of what people typed. */
export async function calendarOf({ ends, ...show }: Show): Promise<string> {
	const page = globalThis as LaunchPage;
	page.kaibo ??= {};
	if (!page.kaibo.calendar) await import("../../../server/kaibo/pages/launch/static/calendar.js");
	const end = ends > show.begins ? ends : show.begins + HOUR_MS;
	return page.kaibo.calendar?.({ ...show, ends: end, alarm: ALARM_MINUTES }) ?? "";
}
