// @vitest-environment happy-dom
import "../testing/setup";
import { render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { hear } from "../browser/clock";
import { Before } from "./Before";

const NOON = Date.UTC(2030, 0, 2, 12);
const MINUTE = 60_000;

beforeEach(() => {
	vi.setSystemTime(NOON);
	hear(NOON);
});

const said = (start: number, waiting = 1) =>
	render(<Before start={start} waiting={waiting} box="" large="" />).container.textContent ?? "";

test("a host who is late is called late, and nobody else", () => {
	expect(said(NOON - 3 * MINUTE)).toContain("The host is late");
	expect(said(NOON - MINUTE)).toContain("Starts in a moment");
	expect(said(0)).toContain("The show has not started yet");
});

test("a start in three days is told in days", () => {
	expect(said(NOON + 4320 * MINUTE)).toContain("in 3 days");
	expect(said(NOON + 4320 * MINUTE)).not.toMatch(/\d\d:\d\d:\d\d/);
});

test("a start on the same day is told by its time", () => {
	expect(said(NOON + 24 * MINUTE)).toMatch(/^Starts today at \d/);
	expect(said(NOON + 24 * MINUTE)).not.toContain("2030");
});

test("others who wait are counted, a viewer alone is told nothing", () => {
	expect(said(0, 1)).not.toContain("waiting");
	expect(said(0, 2)).toContain("1 person is waiting with you");
	expect(said(0, 35)).toContain("34 people are waiting with you");
});
