import { expect, test } from "vitest";
import { moment } from "./moment";

test("a moment names its time zone", () => {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	const name = (language: string) =>
		new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "short" })
			.formatToParts(0)
			.find(({ type }) => type === "timeZoneName")?.value;
	expect(moment(0, "en")).toMatch(/^(Jan 1, 1970|Dec 31, 1969), /);
	expect(moment(0, "en").endsWith(` (${name("en")})`)).toBe(true);
	expect(moment(0, "zh").endsWith(`（${name("zh")}）`)).toBe(true);
});
