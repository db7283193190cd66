// @vitest-environment happy-dom
import "../testing/setup";
import { act, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { hear } from "../browser/clock";
import { setLanguage } from "../i18n/language";
import type { WatchView } from "../net/types";
import { WatchNotice } from "./WatchNotice";

const NOON = Date.UTC(2030, 0, 2, 12);

test("a picture that stopped alone is a slow connection; only the server says that the host is away", () => {
	setLanguage("en");
	const view = { Status: 1, Away: false } as WatchView;
	const said = (state: "slow" | "away") => render(<WatchNotice state={state} view={view} blocked="" />).container.textContent;
	expect(said("slow")).toContain("Connection is slow");
	expect(said("slow")).not.toContain("host");
	expect(said("away")).toContain("The host has stepped away");
});

test("the countdown follows the server's clock, and the start names its time zone", () => {
	vi.setSystemTime(NOON - 2 * 3_600_000);
	hear(NOON);
	const view = { Status: 2, Planned: true, LiveTime: NOON / 1000 + 588 } as WatchView;
	const { container } = render(<WatchNotice state="waiting" view={view} blocked="" />);
	expect(container.querySelector("[role=timer]")?.textContent).toBe("09:48");
	expect(container.querySelector("h2")?.textContent).toMatch(/[(（].+[)）]/);
	act(() => setLanguage("zh"));
	expect(container.querySelector("h2")?.textContent).toMatch(/^今天 .+（.+）开播$/);
});

test("a page after the show is calm: it counts nothing and asks for nothing", () => {
	setLanguage("en");
	const view = { Status: 4, Away: false } as WatchView;
	const { container } = render(<WatchNotice state="over" view={view} blocked="" />);
	expect(container.textContent).toContain("Thank you for watching. You can close this page.");
	expect(container.querySelector("[role=timer], button, a")).toBeNull();
});
