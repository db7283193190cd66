import { expect, test } from "vitest";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { assistantState } from "./assistantState";

const state = (status: number, Wanted = false, EndReason = "") =>
	assistantState({ Activity: { Status: status, Wanted }, Session: { EndReason } } as View);

test("an assistant reads that the show ended, until the host goes live again", () => {
	expect(state(Status.PREVIEW)).toBe("preview");
	expect(state(Status.LIVE, true)).toBe("live");
	for (const ended of [Status.OVER, Status.REPLAY]) expect(state(ended)).toBe("over");
	expect(state(Status.OVER, true)).toBe("preview");
});

test("an assistant without the right reads only that", () => {
	for (const status of Object.values(Status)) expect(state(status, true, "removed")).toBe("ended");
});
