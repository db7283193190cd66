import { expect, test } from "vitest";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { type Here, shouldSend, studioState } from "./onAir";

function view(part: { status?: number; wanted?: boolean; mine?: boolean; aired?: boolean; reason?: string }): View {
	const { status = Status.PREVIEW, wanted = false, mine = true, aired = false, reason = "" } = part;
	return {
		Session: { EndReason: reason },
		Activity: { Status: status, Wanted: wanted },
		Seat: { Mine: mine, Aired: aired },
	} as View;
}

const here = (part: Partial<Here> = {}): Here => ({ moved: false, wasLive: false, ...part });

test("before the click nothing is sent, whatever the server wants", () => {
	expect(studioState(view({}), here())).toBe("preview");
	expect(shouldSend(view({ status: Status.LIVE, wanted: true }), here())).toBe(false);
	expect(studioState(view({ status: Status.LIVE, wanted: true }), here())).toBe("preview");
});

test("after the click it sends at once and is live when the server says so", () => {
	expect(shouldSend(view({ wanted: true, aired: true }), here())).toBe(true);
	expect(studioState(view({ wanted: true, aired: true }), here())).toBe("preview");
	expect(studioState(view({ wanted: true, status: Status.LIVE, aired: true }), here())).toBe("live");
});

test("what was put on air goes on after a reload, a seat that was merely free does not", () => {
	expect(shouldSend(view({ wanted: true, status: Status.LIVE, aired: true }), here())).toBe(true);
	expect(shouldSend(view({ wanted: true, status: Status.LIVE, aired: false }), here())).toBe(false);
});

test("a seat lost, or another tab: taken, and nothing is sent", () => {
	const live = here({ wasLive: true });
	for (const [seen, at] of [
		[view({ wanted: true, status: Status.LIVE, aired: true, mine: false }), live],
		[view({ wanted: true, status: Status.LIVE, aired: true }), { ...live, moved: true }],
	] as const) {
		expect(studioState(seen, at)).toBe("taken");
		expect(shouldSend(seen, at)).toBe(false);
	}
});

test("over: ended where it ended, preview on a page loaded later", () => {
	expect(studioState(view({ status: Status.OVER, aired: true }), here({ wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: Status.LIVE, aired: true }), here({ wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: Status.OVER }), here())).toBe("preview");
});

test("a session put to an end is over whatever else holds", () => {
	const seen = view({ status: Status.LIVE, wanted: true, aired: true, reason: "deleted" });
	expect(studioState(seen, here())).toBe("ended");
	expect(shouldSend(seen, here())).toBe(false);
});
