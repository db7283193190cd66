import { expect, test } from "vitest";
import { inDays, waitUntil } from "./when";

const NOW = new Date(2026, 10, 29, 12).getTime();
const HOUR = 3_600_000;

test.each([
	[72 * HOUR + 22 * 60_000, { kind: "days", days: 3 }],
	[24 * HOUR + 1, { kind: "days", days: 1 }],
	[37 * HOUR, { kind: "days", days: 2 }],
	[24 * HOUR, { kind: "clock", seconds: 86_400 }],
	[1, { kind: "clock", seconds: 1 }],
	[0, { kind: "soon" }],
	[-119_999, { kind: "soon" }],
	[-120_000, { kind: "late" }],
	[-72 * HOUR, { kind: "late" }],
])("a start in %i ms is told as %j", (left, wait) => {
	expect(waitUntil(NOW + left, NOW)).toEqual(wait);
});

test("a show that nobody planned has no start, and its host is not late", () => {
	expect(waitUntil(0, NOW)).toEqual({ kind: "unplanned" });
});

test("days have words in both languages", () => {
	expect([inDays(1, "en"), inDays(3, "en"), inDays(1, "zh"), inDays(3, "zh")]).toEqual([
		"tomorrow",
		"in 3 days",
		"明天",
		"3天后",
	]);
});
