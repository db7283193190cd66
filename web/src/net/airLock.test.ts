// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { onAirHere, useAirLock } from "./airLock";

let held: string[];

/** The browser's Web Locks: a lock is held until its promise settles. */
beforeEach(() => {
	held = ["somebody.else"];
	const locks = {
		request: async (name: string, _: object, hold: () => Promise<void>) => {
			held.push(name);
			await hold();
			held.splice(held.indexOf(name), 1);
		},
		query: async () => ({ held: held.map((name) => ({ name })) }),
	};
	vi.stubGlobal("navigator", { locks });
});

test("a session on air is known to other pages until it is off air", async () => {
	const { rerender } = renderHook(({ air }) => useAirLock(air, "se_1"), { initialProps: { air: false } });
	expect(await onAirHere()).toEqual([]);
	rerender({ air: true });
	expect(await onAirHere()).toEqual(["se_1"]);
	rerender({ air: false });
	await pass();
	expect(await onAirHere()).toEqual([]);
});

test("a page that goes releases its lock", async () => {
	const { unmount } = renderHook(() => useAirLock(true, "se_1"));
	expect(await onAirHere()).toEqual(["se_1"]);
	unmount();
	await pass();
	expect(await onAirHere()).toEqual([]);
});

test("a browser without Web Locks knows of no session", async () => {
	vi.stubGlobal("navigator", {});
	renderHook(() => useAirLock(true, "se_1"));
	expect(await onAirHere()).toEqual([]);
});
