import { expect, test } from "vitest";
import script from "../../../server/kaibo/pages/launch/static/calendar.js?raw";

const EVENT = {
	id: "ln_1",
	now: 0,
	begins: Date.UTC(2026, 11, 1, 9),
	ends: Date.UTC(2026, 11, 1, 10),
	title: "A show",
	url: "https://live.example/l/x",
};

/** Writes a calendar file with the launch page's own script. */
function calendar(change: Partial<typeof EVENT>): string {
	const page = { kaibo: { calendar: (_: typeof EVENT): string => "" } };
	new Function("window", script)(page);
	return page.kaibo.calendar({ ...EVENT, ...change });
}

/** The value of a line, as a calendar program reads it. */
function read(text: string, name: string): string | undefined {
	const lines = text.replaceAll("\r\n ", "").split("\r\n");
	return lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
}

test("event is written line by line", () => {
	expect(calendar({})).toBe(
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kaibo//EN\r\nBEGIN:VEVENT\r\nUID:ln_1\r\nDTSTAMP:19700101T000000Z\r\n" +
			"DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\nSUMMARY:A show\r\nURL:https://live.example/l/x\r\n" +
			"END:VEVENT\r\nEND:VCALENDAR\r\n",
	);
});

for (const letter of ["a", "é", "直", "😀", ",", "a直😀é"]) {
	test(`long lines of ${letter} are folded between characters`, () => {
		for (let length = 1; length < 100; length++) {
			const title = letter.repeat(length);
			const text = calendar({ title, url: `https://live.example/l/${"x".repeat(length)}` });
			for (const line of text.split("\r\n")) {
				const octets = new TextEncoder().encode(line);
				expect(octets.length).toBeLessThanOrEqual(75);
				expect(new TextDecoder("utf-8", { fatal: true }).decode(octets)).toBe(line);
				expect(line).not.toContain("\ufffd");
			}
			expect(read(text, "SUMMARY")?.replaceAll("\\,", ",")).toBe(title);
			expect(read(text, "URL")).toHaveLength(length + 23);
		}
	});
}

test("title turns no text around and moves no terminal", () => {
	const text = calendar({ title: "</script>\r\nX-Evil: 1\x1b]0;x\x07\x9b\u202e\u2066\u2028\u200f\"'&{{7*7}}" });
	expect(read(text, "SUMMARY")).toBe("</script>\\nX-Evil: 1]0\\;x\"'&{{7*7}}");
	expect(text.replaceAll("\r\n", "")).toMatch(/^[\x20-\x7e]*$/);
});

test("title is text and begins no line of its own", () => {
	const text = calendar({ title: "a\\b;c,d\r\nBEGIN:VALARM\rx\ny\u0000\u001b\u007f" });
	expect(read(text, "SUMMARY")).toBe("a\\\\b\\;c\\,d\\nBEGIN:VALARM\\nx\\ny");
	expect(read(text, "BEGIN")).toBe("VCALENDAR");
	expect(text).not.toContain("\r\nBEGIN:VALARM");
});
