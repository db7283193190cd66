// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { ApiError, NoAnswer } from "./call";
import { useMyName } from "./useMyName";

beforeEach(() => localStorage.clear());

const NAMELESS = guestView({ Session: { UserName: "" } });

function mine(view = NAMELESS, fail?: Error) {
	const fake = sessionOf(fail ? { call: vi.fn(async () => Promise.reject(fail)) as never } : {});
	return { ...fake, ...renderHook(() => useMyName(fake.session, view)) };
}

test("the link's name stands there already, and needs no call", async () => {
	const { result, calls } = mine(guestView());
	expect(result.current.typed).toBe("Bo");
	expect(await act(() => result.current.save())).toBe(true);
	expect(calls()).toEqual([]);
});

test("a new name is told to the server, and offered the next time", async () => {
	const { result, calls } = mine();
	expect(result.current.typed).toBe("");
	act(() => result.current.type(" Mia "));
	expect(await act(() => result.current.save())).toBe(true);
	expect(calls()).toEqual([["SetMyName", { Tab: "this-tab", UserName: "Mia" }]]);
	expect(mine().result.current.typed).toBe("Mia");
});

test.each([
	["", "empty"],
	["W".repeat(16), "long"],
])("the name %j is not sent", async (name, problem) => {
	const { result, calls } = mine();
	act(() => result.current.type(name));
	expect(await act(() => result.current.save())).toBe(false);
	expect([calls(), result.current.problem]).toEqual([[], problem]);
});

test.each([
	[new ApiError("InvalidParameter.UserName", "", 400), "refused"],
	[new NoAnswer(), "failed"],
])("a name that the server does not take is not remembered", async (error, problem) => {
	const { result } = mine(NAMELESS, error);
	act(() => result.current.type("Mia"));
	expect(await act(() => result.current.save())).toBe(false);
	expect([result.current.problem, localStorage.length]).toEqual([problem, 0]);
});
