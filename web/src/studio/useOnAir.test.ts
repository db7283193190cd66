// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { ApiError } from "../net/call";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { deferred, pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { useOnAir } from "./useOnAir";

const LIVE = { Activity: { Status: Status.LIVE, Wanted: true }, Seat: { Aired: true } };

function onAirWith(view: View, fake = sessionOf()) {
	const hook = renderHook(({ view, moved }) => useOnAir({ ...fake.session, moved }, view), {
		initialProps: { view, moved: fake.session.moved },
	});
	return { ...fake, ...hook, show: (next: View, moved = false) => hook.rerender({ view: next, moved }) };
}

const asking = (Mine: boolean, SecondsLeft: number) =>
	viewOf({ Seat: { Mine: false, Asked: { Mine, Told: true, SecondsLeft, Browser: "", System: "" } } });

test("a click goes live, and the page sends once the server wants it", async () => {
	const { result, calls, show } = onAirWith(viewOf());
	act(() => result.current.goLive());
	expect(result.current).toMatchObject({ doing: "going", sending: false, state: "preview" });
	await pass();
	expect(calls()).toEqual([["GoLive", { Tab: "this-tab" }]]);
	show(viewOf({ ...LIVE, Activity: { Wanted: true } }));
	expect(result.current).toMatchObject({ doing: "", sending: true, state: "preview" });
	show(viewOf(LIVE));
	expect(result.current.state).toBe("live");
});

test("a show that ended here stays ended, while a page that opens later can go live", () => {
	const over = viewOf({ Activity: { Status: Status.OVER }, Seat: { Aired: true } });
	const { result, show } = onAirWith(viewOf(LIVE));
	show(over);
	expect(result.current.state).toBe("ended");
	expect(onAirWith(over).result.current.state).toBe("preview");
});

test("a click that fails says so until the next click", async () => {
	const { result, call } = onAirWith(viewOf());
	call.mockRejectedValueOnce(new TypeError("down"));
	await act(async () => result.current.endLive());
	expect(result.current).toMatchObject({ failed: true, contested: false, doing: "" });
	const answer = deferred<object>();
	call.mockReturnValueOnce(answer.promise);
	act(() => result.current.goLive());
	expect(result.current).toMatchObject({ failed: false, doing: "going" });
	answer.resolve({});
	await pass();
	expect(result.current.doing).toBe("");
});

test("a seat that another device asks for is contested, which is no failure", async () => {
	const { result, call } = onAirWith(viewOf({ Seat: { Mine: false } }));
	call.mockRejectedValueOnce(new ApiError("ResourceConflict.Seat", "", 409));
	await act(async () => result.current.takeOver());
	expect(result.current).toMatchObject({ contested: true, failed: false });
});

test("a takeover asks the server, and one from another tab enters the session here", async () => {
	const other = onAirWith(viewOf({ Seat: { Mine: false } }));
	await act(async () => other.result.current.takeOver());
	expect(other.calls()).toEqual([["TakeOver", { Tab: "this-tab" }]]);
	const moved = onAirWith(viewOf(), sessionOf({ moved: true }));
	expect(moved.result.current.state).toBe("taken");
	await act(async () => moved.result.current.takeOver());
	expect(moved.enter).toHaveBeenCalledOnce();
	expect(moved.calls()).toEqual([]);
});

test("a seat that this page asked for is taken when the holder does not answer in time", async () => {
	const { calls } = onAirWith(asking(true, 10));
	await pass(10_000);
	expect(calls()).toEqual([]);
	await pass(150);
	expect(calls()).toEqual([["TakeOver", { Tab: "this-tab" }]]);
});

test("the ten seconds begin when the holder's page was told", async () => {
	const { calls, show } = onAirWith(asking(true, 25));
	await pass(5_000);
	show(asking(true, 10));
	await pass(10_000);
	expect(calls()).toEqual([]);
	await pass(150);
	expect(calls()).toEqual([["TakeOver", { Tab: "this-tab" }]]);
});

test("a seat whose holder refused in time is not taken", async () => {
	const { calls, show } = onAirWith(asking(true, 10));
	await pass(9_000);
	show(viewOf({ Seat: { Mine: false, Refused: true } }));
	await pass(60_000);
	expect(calls()).toEqual([]);
});

test("a seat that another device asked for is never taken from here", async () => {
	const { calls } = onAirWith(asking(false, 10));
	await pass(60_000);
	expect(calls()).toEqual([]);
});
