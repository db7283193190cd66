// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { ApiError } from "../net/call";
import { deferred, pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { switchTo } from "./air";
import { setColour } from "./brand";
import type { Design } from "./document";
import { FIRST } from "./first";
import { removeScene, renameScene } from "./scenes";
import { useDesign } from "./useDesign";

/** The design of an earlier show: its scene on air is none of this show's. */
const EARLIER: Design = {
	...setColour(FIRST, "#ff0000"),
	scenes: [{ ...(FIRST.scenes[0] as Design["scenes"][0]), id: "opening" }],
	air: { ...FIRST.air, scene: "opening" },
};

/** Open a studio whose server copies EARLIER. `view` makes the page hear of a revision. */
async function open() {
	const { session, call, calls } = sessionOf();
	let stored = { Design: FIRST, Revision: 0 };
	const copied = deferred<void>();
	call.mockImplementation(async (action: string, body: { Design: Design; Revision: number }) => {
		if (action === "GetShowDesign") return structuredClone(stored);
		if (action === "CopyShowDesign") {
			await copied.promise;
			stored = { Design: EARLIER, Revision: stored.Revision + 1 };
		} else {
			if (body.Revision !== stored.Revision) throw new ApiError("ResourceConflict.ShowDesign", "changed", 409);
			stored = { Design: structuredClone(body.Design), Revision: stored.Revision + 1 };
		}
		return { Revision: stored.Revision };
	});
	const viewWith = (Revision: number) => viewOf({ Design: { Revision } });
	const { result, rerender } = renderHook(({ view }) => useDesign(session, view, true), {
		initialProps: { view: viewWith(0) },
	});
	await pass();
	const settle = async (ms = 2000) => {
		await pass(ms);
		await vi.dynamicImportSettled();
		await pass();
	};
	return {
		result,
		settle,
		copied,
		calls,
		stored: () => stored,
		hear: (revision: number) => rerender({ view: viewWith(revision) }),
	};
}

test("a copy of an earlier show is one step of undo, and no notice tells of another device", async () => {
	const { result, settle, copied, hear, stored } = await open();
	act(() => void result.current.edit((now) => renameScene(now, "solo", "Hello")));
	await settle();
	const own = result.current.design;
	let done = false;
	void result.current.copy(5).then(() => {
		done = true;
	});
	await settle(0);
	// The view with the new revision may come before the answer.
	hear(2);
	await settle(0);
	expect([done, result.current.design]).toEqual([false, own]);
	copied.resolve();
	await settle();
	expect(done).toBe(true);
	expect(result.current.design).toEqual(EARLIER);
	expect(result.current).toMatchObject({ notice: "", canUndo: true });
	act(() => void result.current.undo());
	expect(result.current.design).toEqual(own);
	await settle();
	expect(stored()).toEqual({ Design: own, Revision: 3 });
	act(() => void result.current.redo());
	expect(result.current.design).toEqual(EARLIER);
});

test("undo of a copy brings the scene back that was chosen before", async () => {
	const { result, settle, copied } = await open();
	copied.resolve();
	act(() => void result.current.air((now) => switchTo(now, "large")));
	await act(() => result.current.copy(5));
	await settle();
	expect(result.current.design.air.scene).toBe("opening");
	act(() => void result.current.undo());
	expect(result.current.design.air.scene).toBe("large");
	expect(result.current.design.scenes).toEqual(FIRST.scenes);
});

test("a change that was not written yet is one undo behind the copy", async () => {
	const { result, settle, copied } = await open();
	copied.resolve();
	act(() => void result.current.edit((now) => removeScene(now, "solo")));
	const own = result.current.design;
	await act(() => result.current.copy(5));
	await settle();
	expect(result.current).toMatchObject({ design: EARLIER, notice: "" });
	act(() => void result.current.undo());
	expect(result.current.design).toEqual(own);
});

test("a copy that the server refuses changes nothing, and the page goes on", async () => {
	const { result, settle, copied, calls } = await open();
	copied.reject(new ApiError("ResourceNotFound.Activity", "gone", 404));
	await expect(result.current.copy(5)).rejects.toThrow("gone");
	await settle();
	act(() => void result.current.edit((now) => renameScene(now, "solo", "Hello")));
	await settle();
	expect(calls().map(([action]) => action)).toContain("PutShowDesign");
});

test("a page without the seat copies nothing", async () => {
	const { session, calls } = sessionOf();
	const { result } = renderHook(() => useDesign(session, viewOf(), false));
	await expect(result.current.copy(5)).rejects.toThrow("does not act");
	expect(calls()).toEqual([]);
});
