import { expect, test } from "vitest";
import { type Clock, clockDrawing, clockText } from "./clock";
import { type Countdown, countdownDrawing, countdownText } from "./countdown";

const NOON = Date.UTC(2030, 0, 2, 12);
const TIMER: Countdown = { kind: "countdown", title: "", seconds: 300, nextScene: "" };
const UNTIL_START: Countdown = { ...TIMER, seconds: 0 };
const CLOCK: Clock = { kind: "clock", zone: "Asia/Shanghai", seconds: false };
const at = (left: number) => ({ now: NOON, ends: NOON + left, startsAt: 0 });

test.each([
	[299_000, "4:59"],
	[298_001, "4:59"],
	[298_000, "4:58"],
	[3_599_000, "59:59"],
	[3_899_000, "1:04:59"],
	[86_400_000, "24:00:00"],
	[1, "0:01"],
	[0, "0:00"],
	[-60_000, "0:00"],
])("%i ms before the end it shows %s", (left, text) => {
	expect(countdownText(TIMER, at(left))).toBe(text);
});

test("a countdown that nobody started shows how long it will run", () => {
	expect(countdownText(TIMER, { now: NOON, ends: 0, startsAt: NOON + 60_000 })).toBe("5:00");
});

test("a countdown without a length runs until the planned start", () => {
	expect(countdownText(UNTIL_START, { now: NOON, ends: 0, startsAt: NOON + 60_000 })).toBe("1:00");
	expect(countdownText(UNTIL_START, { now: NOON, ends: 0, startsAt: 0 })).toBe("");
});

test("a countdown's key changes once a second", () => {
	const key = (left: number) => countdownDrawing(TIMER, at(left)).key;
	expect(key(5_000)).toBe(key(4_001));
	expect(key(5_000)).not.toBe(key(4_000));
});

test("a clock shows its zone's time, with seconds or without", () => {
	expect(clockText(CLOCK, NOON)).toBe("20:00");
	expect(clockText({ ...CLOCK, zone: "America/New_York", seconds: true }, NOON + 9_999)).toBe("07:00:09");
	expect(clockText({ ...CLOCK, zone: "UTC" }, Date.UTC(2030, 0, 2))).toBe("00:00");
});

test("a clock without a zone, or with an unknown one, shows the host's time", () => {
	const here = clockText({ ...CLOCK, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }, NOON);
	expect(clockText({ ...CLOCK, zone: "" }, NOON)).toBe(here);
	expect(clockText({ ...CLOCK, zone: "Mars/Base" }, NOON)).toBe(here);
});

test("a clock's key changes once a minute, or once a second", () => {
	const key = (seconds: boolean, later: number) => clockDrawing({ ...CLOCK, seconds }, NOON + later).key;
	expect(key(false, 0)).toBe(key(false, 59_999));
	expect(key(false, 0)).not.toBe(key(false, 60_000));
	expect(key(true, 0)).toBe(key(true, 999));
	expect(key(true, 0)).not.toBe(key(true, 1000));
});
