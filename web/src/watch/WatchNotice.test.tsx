// @vitest-environment happy-dom
import "../testing/setup";
import { render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { hear } from "../browser/clock";
import type { WatchView } from "../net/types";
import { WatchNotice } from "./WatchNotice";

const NOON = Date.UTC(2030, 0, 2, 12);

test("the countdown follows the server's clock, and the start names its time zone", () => {
	vi.setSystemTime(NOON - 2 * 3_600_000);
	hear(NOON);
	const view = { Status: 2, LiveTime: NOON / 1000 + 588 } as WatchView;
	const { container } = render(<WatchNotice state="waiting" view={view} blocked="" />);
	expect(container.querySelector("[role=timer]")?.textContent).toBe("09:48");
	expect(container.querySelector("h2")?.textContent).toMatch(/[(（].+[)）]/);
});
