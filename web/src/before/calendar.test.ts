// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { calendarOf } from "./calendar";

const SHOW = {
	id: "https://live.example/w/x",
	title: "All hands",
	url: "https://live.example/w/x",
	begins: Date.UTC(2026, 11, 1, 9),
	ends: 0,
	now: 0,
};

test("a show is an event of an hour with an alarm before it", async () => {
	const lines = (await calendarOf(SHOW)).split("\r\n");
	expect(lines).toEqual(
		expect.arrayContaining(["DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "URL:https://live.example/w/x"]),
	);
	expect(lines.slice(-7)).toEqual(
		[
			"BEGIN:VALARM",
			"ACTION:DISPLAY",
			"DESCRIPTION:All hands",
			"TRIGGER:-PT10M",
			"END:VALARM",
			"END:VEVENT",
			"END:VCALENDAR",
			"",
		].slice(-7),
	);
});

test("a planned end is kept, and a title begins no line of its own", async () => {
	const text = await calendarOf({ ...SHOW, ends: Date.UTC(2026, 11, 1, 12), title: "a,b;\r\nBEGIN:VEVENT\u202e" });
	expect(text).toContain("DTEND:20261201T120000Z");
	expect(text).toContain("DESCRIPTION:a\\,b\\;\\nBEGIN:VEVENT\r\n");
	expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
});
