import { expect, test } from "vitest";
import { type Show, Status } from "./calls";
import { mayOpen } from "./places";
import { inGroup } from "./Shows";
import { addressOf, readPlace, TABS } from "./usePlace";
import { liveFirst } from "./useShows";

const show = (Id: number, state: number) => ({ Id, Status: state }) as Show;

test("the next show to come is first, and of all others the latest", () => {
	const newestFirst = [show(4, Status.PREVIEW), show(3, Status.PREVIEW), show(2, Status.OVER), show(1, Status.REPLAY)];
	const ids = (group: "live" | "next" | "over") => inGroup(newestFirst, group).map((one) => one.Id);
	expect([ids("live"), ids("next"), ids("over")]).toEqual([[], [3, 4], [2, 1]]);
});

test("an address names a page of the console, and any other one the list", () => {
	for (const place of [
		{ at: "shows" },
		{ at: "account" },
		{ at: "audit" },
		...TABS.map((tab) => ({ at: "show", id: 1_795_968_119_000_123, tab }) as const),
	] as const) {
		expect(readPlace(addressOf(place))).toEqual(place);
	}
	for (const path of ["/admin/", "/admin/shows", "/admin/shows/x", "/admin/shows/12345678901234567", "/admin/shows/7/other"]) {
		expect(readPlace(path)).toEqual({ at: "shows" });
	}
});

test("only owners see the pages of the server, and everybody sees the others", () => {
	const open = (role: string) => ["settings", "keys", "admins", "people", "show", "account"].filter((at) => mayOpen(role, at));
	expect(open("owner")).toHaveLength(6);
	for (const role of ["operator", "viewer"]) expect(open(role)).toEqual(["people", "show", "account"]);
});

test("shows on air are first on the page of all, and once", () => {
	const live = [show(9, Status.LIVE)];
	const page = [show(10, Status.PREVIEW), show(9, Status.LIVE), show(8, Status.OVER)];
	expect(liveFirst(live, page, "all").map((one) => one.Id)).toEqual([9, 10, 8]);
	expect(liveFirst([], live, "live")).toEqual(live);
});
