import { expect, test } from "vitest";
import type { View } from "../api/types";
import { type Here, LIVE, OVER, shouldSend, studioState } from "./onAir";

function view(part: { status?: number; wanted?: boolean; mine?: boolean; epoch?: number; reason?: string }): View {
	const { status = 2, wanted = false, mine = true, epoch = 3, reason = "" } = part;
	return {
		Session: { EndReason: reason },
		Activity: { Status: status, Wanted: wanted },
		Seat: { Mine: mine, Epoch: epoch },
	} as View;
}

const here = (part: Partial<Here> = {}): Here => ({ moved: false, airedEpoch: 0, wasLive: false, ...part });

test("before the click nothing is sent, whatever the server wants", () => {
	expect(studioState(view({}), here())).toBe("preview");
	expect(shouldSend(view({ status: LIVE, wanted: true }), here())).toBe(false);
	expect(studioState(view({ status: LIVE, wanted: true }), here())).toBe("preview");
});

test("after the click it sends at once and is live when the server says so", () => {
	const clicked = here({ airedEpoch: 3 });
	expect(shouldSend(view({ wanted: true }), clicked)).toBe(true);
	expect(studioState(view({ wanted: true }), clicked)).toBe("preview");
	expect(studioState(view({ wanted: true, status: LIVE }), clicked)).toBe("live");
});

test("a reload in the same epoch resumes, after a takeover it does not", () => {
	expect(shouldSend(view({ wanted: true, status: LIVE }), here({ airedEpoch: 3 }))).toBe(true);
	expect(shouldSend(view({ wanted: true, status: LIVE, epoch: 5 }), here({ airedEpoch: 3 }))).toBe(false);
});

test("a seat lost, or another tab: taken, and nothing is sent", () => {
	const live = here({ airedEpoch: 3, wasLive: true });
	for (const [seen, at] of [
		[view({ wanted: true, status: LIVE, mine: false }), live],
		[view({ wanted: true, status: LIVE }), { ...live, moved: true }],
	] as const) {
		expect(studioState(seen, at)).toBe("taken");
		expect(shouldSend(seen, at)).toBe(false);
	}
});

test("over: ended where it ended, preview on a page loaded later", () => {
	expect(studioState(view({ status: OVER }), here({ airedEpoch: 3, wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: LIVE }), here({ airedEpoch: 3, wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: OVER }), here())).toBe("preview");
});

test("a session put to an end is over whatever else holds", () => {
	const seen = view({ status: LIVE, wanted: true, reason: "deleted" });
	expect(studioState(seen, here({ airedEpoch: 3 }))).toBe("ended");
	expect(shouldSend(seen, here({ airedEpoch: 3 }))).toBe(false);
});
