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

test("a page without a click of its own sends nothing, even when the show is wanted on air", () => {
	expect(studioState(view({}), here())).toBe("preview");
	expect(shouldSend(view({ status: Status.LIVE, wanted: true }), here())).toBe(false);
	expect(studioState(view({ status: Status.LIVE, wanted: true }), here())).toBe("preview");
});

test("a page sends at once after the click, and is live when the server says so", () => {
	expect(shouldSend(view({ wanted: true, aired: true }), here())).toBe(true);
	expect(studioState(view({ wanted: true, aired: true }), here())).toBe("preview");
	expect(studioState(view({ wanted: true, status: Status.LIVE, aired: true }), here())).toBe("live");
});

test("a seat that put the show on air sends again after a reload, one that was only free does not", () => {
	expect(shouldSend(view({ wanted: true, status: Status.LIVE, aired: true }), here())).toBe(true);
	expect(shouldSend(view({ wanted: true, status: Status.LIVE, aired: false }), here())).toBe(false);
});

test("a page that lost its seat or its tab is taken over and sends nothing", () => {
	const live = here({ wasLive: true });
	for (const [seen, at] of [
		[view({ wanted: true, status: Status.LIVE, aired: true, mine: false }), live],
		[view({ wanted: true, status: Status.LIVE, aired: true }), { ...live, moved: true }],
	] as const) {
		expect(studioState(seen, at)).toBe("taken");
		expect(shouldSend(seen, at)).toBe(false);
	}
});

test("a show that is over is ended on the page that saw it, and in preview on a later page", () => {
	expect(studioState(view({ status: Status.OVER, aired: true }), here({ wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: Status.LIVE, aired: true }), here({ wasLive: true }))).toBe("ended");
	expect(studioState(view({ status: Status.OVER }), here())).toBe("preview");
});

test("a session that was ended is over, even when its show is live", () => {
	const seen = view({ status: Status.LIVE, wanted: true, aired: true, reason: "deleted" });
	expect(studioState(seen, here())).toBe("ended");
	expect(shouldSend(seen, here())).toBe(false);
});
