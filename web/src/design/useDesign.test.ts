// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { NoAnswer } from "../net/call";
import { deferred } from "../testing/act";
import { actions, calls, coloured, elsewhere, open, serve, server, settle, start, viewWith } from "../testing/storedDesign";
import { viewOf } from "../testing/view";
import { switchTo } from "./air";
import { setColour } from "./brand";
import type { Design } from "./document";
import { FIRST } from "./first";
import { setItem } from "./items";
import { addSource, TEXT_LOOK } from "./sources";
import { useDesign } from "./useDesign";

beforeEach(start);

test("a new show begins with the first design and asks the server nothing", async () => {
	const { result } = open();
	expect(result.current).toMatchObject({ design: FIRST, draft: false, canUndo: false, notice: "" });
	await settle(5000);
	expect(result.current).toMatchObject({ design: FIRST, ready: true });
	expect(calls()).toEqual([]);
});

test("a page is not ready before it knows the stored design", async () => {
	elsewhere(coloured("#ff0000"));
	const waiting = deferred<unknown>();
	server.answer = () => waiting.promise;
	const { result } = open();
	await settle(3000);
	expect(result.current).toMatchObject({ design: FIRST, ready: false });
	waiting.resolve(server.stored);
	await settle();
	expect(result.current).toMatchObject({ ready: true, design: { brand: { colour: "#ff0000" } } });
	expect(calls()).toEqual([["GetShowDesign", {}]]);
});

test("the first design is read from an older server, whose view names no revision", async () => {
	const view = viewOf();
	const { result } = renderHook(() => useDesign(server.session, view, true));
	await settle();
	expect(result.current).toMatchObject({ design: FIRST, ready: true });
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a stored design takes the place of the first one, and that is no step", async () => {
	elsewhere(coloured("#ff0000"));
	const { result } = open();
	await settle();
	expect(result.current.design.brand.colour).toBe("#ff0000");
	expect(result.current.design.scenes).toBe(FIRST.scenes);
	expect(result.current).toMatchObject({ canUndo: false, notice: "" });
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a change is written after a pause, over the revision that was read", async () => {
	elsewhere(coloured("#ff0000"));
	const { result } = open();
	await settle(1000);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(299);
	expect(actions()).toEqual(["GetShowDesign"]);
	await settle(1);
	expect(calls()[1]).toEqual(["PutShowDesign", { Tab: "this-tab", Design: result.current.design, Revision: 1 }]);
	expect(server.stored.Revision).toBe(2);
});

test("a long drag is written at most once a second, and within a second of a change", async () => {
	const { result } = open();
	await settle(2000);
	const at: number[] = [];
	const start = performance.now();
	server.answer = () => {
		at.push(performance.now() - start);
		return undefined;
	};
	for (let step = 0; step < 40; step++) {
		act(() => void result.current.edit((d) => setItem(d, "grid", "camera", { opacity: step / 100 }), { step: "drag-1" }));
		await settle(100);
	}
	await settle(2000);
	expect(at[0]).toBeLessThanOrEqual(1000);
	expect(at.slice(1).every((time, index) => time - (at[index] as number) >= 1000)).toBe(true);
	expect(at).toHaveLength(4);
	expect(server.stored.Design).toEqual(result.current.design);
	act(() => void result.current.undo());
	expect(result.current.design).toEqual(FIRST);
});

test("one call is under way at a time, and the newest change follows it", async () => {
	const { result } = open();
	await settle(2000);
	const slow = deferred<unknown>();
	server.answer = (action) => (action === "PutShowDesign" ? slow.promise : undefined);
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(400);
	act(() => void result.current.edit(coloured("#00ff00")));
	act(() => void result.current.edit(coloured("#0000ff")));
	await settle(5000);
	expect(actions()).toEqual(["PutShowDesign"]);
	server.stored = { Design: setColour(FIRST, "#ff0000"), Revision: 1 };
	server.answer = null;
	slow.resolve({ Revision: 1 });
	await settle(1000);
	expect(calls()[1]?.[1]).toMatchObject({ Revision: 1, Design: { brand: { colour: "#0000ff" } } });
});

test("a page without the seat neither reads nor edits", async () => {
	const { result } = open({ acts: false });
	await settle(5000);
	expect(result.current.edit(coloured("#ff0000"))).toBe(false);
	expect(result.current.air((d) => switchTo(d, "solo"))).toBe(false);
	expect(result.current.design).toBe(FIRST);
	expect(calls()).toEqual([]);
});

test("a page that gets the seat reads what another device made of the show", async () => {
	const { result, rerender } = open();
	await settle();
	rerender({ view: viewWith(0), acts: false });
	expect(result.current.ready).toBe(false);
	elsewhere((d) => switchTo(setColour(d, "#ff0000"), "solo"));
	rerender({ view: viewWith(1), acts: true });
	await settle();
	expect(result.current).toMatchObject({ ready: true, notice: "", canUndo: false });
	expect(result.current.design.brand.colour).toBe("#ff0000");
	expect(result.current.shown.scene.id).toBe("solo");
});

test("a change made just before the seat went away is still written", async () => {
	const { result, rerender } = open();
	await settle(2000);
	act(() => void result.current.edit(coloured("#ff0000")));
	rerender({ view: viewWith(0), acts: false });
	await settle();
	expect(server.stored.Design).toEqual(result.current.design);
});

test("a newer revision in the view is read and shown, and undo brings the own one back", async () => {
	const { result, hear } = open();
	await settle(2000);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(2000);
	elsewhere(coloured("#ff0000"));
	hear(2);
	await settle();
	expect(result.current.design.brand.colour).toBe("#ff0000");
	expect(result.current.notice).toBe("elsewhere");
	act(() => result.current.dismiss());
	act(() => void result.current.undo());
	expect(result.current).toMatchObject({ notice: "", design: { brand: { colour: "#00ff00" } } });
	await settle(2000);
	expect(server.stored).toMatchObject({ Revision: 3, Design: { brand: { colour: "#00ff00" } } });
});

test("the view of an own write is not read again", async () => {
	const { result, hear } = open();
	await settle(2000);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(400);
	hear(1);
	await settle(5000);
	expect(actions()).toEqual(["PutShowDesign"]);
});

test("a stale write shows the newer design, and undo brings the unsaved change back", async () => {
	const { result } = open();
	await settle(2000);
	elsewhere(coloured("#ff0000"));
	act(() => void result.current.edit((d) => setItem(d, "solo", "camera", { mirror: true })));
	await settle(2000);
	expect(actions()).toEqual(["PutShowDesign", "GetShowDesign"]);
	expect(result.current.design).toEqual(server.stored.Design);
	expect(result.current.notice).toBe("elsewhere");
	act(() => void result.current.undo());
	expect(result.current.design.scenes[0]?.items[0]?.mirror).toBe(true);
	await settle(2000);
	expect(server.stored.Design).toEqual(result.current.design);
});

test("a scene that the host just chose stays on air when a newer design comes", async () => {
	const { result } = open({ live: true });
	await settle(2000);
	elsewhere(coloured("#ff0000"));
	act(() => void result.current.air((d) => switchTo(d, "solo")));
	await settle(3000);
	expect(result.current.design).toMatchObject({ brand: { colour: "#ff0000" }, air: { scene: "solo" } });
	expect(server.stored.Design).toEqual(result.current.design);
});

test("a write whose answer got lost is not taken for another device's", async () => {
	const { result } = open();
	await settle(2000);
	server.answer = (action, body) => {
		if (action !== "PutShowDesign") return undefined;
		serve(action, { ...body, Revision: 0 });
		server.answer = null;
		return Promise.reject(new NoAnswer("lost"));
	};
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(400);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(5000);
	expect(result.current).toMatchObject({ notice: "", design: { brand: { colour: "#00ff00" } } });
	expect(server.stored).toMatchObject({ Revision: 2, Design: { brand: { colour: "#00ff00" } } });
});

test("an edit on air is a draft that a reload and another device find again", async () => {
	const { result, unmount } = open({ live: true });
	await settle(2000);
	act(() => void result.current.edit(coloured("#ff0000")));
	expect(result.current).toMatchObject({ draft: true, shown: { brand: FIRST.brand } });
	await settle(2000);
	unmount();
	localStorage.clear();
	const other = open({ live: true });
	await settle();
	expect(other.result.current).toMatchObject({ draft: true, shown: { brand: FIRST.brand } });
	act(() => void other.result.current.showToViewers());
	expect(other.result.current).toMatchObject({ draft: false, shown: { brand: { colour: "#ff0000" } } });
});

test("a draft is dropped by a click, and it ends with the show", async () => {
	const { result, rerender } = open({ live: true });
	await settle(2000);
	act(() => void result.current.edit(coloured("#ff0000")));
	act(() => void result.current.dropDraft());
	expect(result.current).toMatchObject({ draft: false, design: { brand: FIRST.brand } });
	act(() => void result.current.undo());
	expect(result.current.draft).toBe(true);
	rerender({ view: viewWith(0, false), acts: true });
	expect(result.current).toMatchObject({ draft: false, shown: { brand: { colour: "#ff0000" } } });
});

test("what viewers see keeps its reference through edits of other scenes", async () => {
	const { result } = open({ live: true });
	await settle();
	const { shown } = result.current;
	act(() => void result.current.edit((d) => setItem(d, "solo", "camera", { mirror: true })));
	expect(result.current.shown).toBe(shown);
});

test("a design without room refuses an edit, with a notice that goes with the next one", async () => {
	const { result } = open();
	await settle();
	const long = (d: Design) => addSource(d, { kind: "text", text: "字".repeat(2000), ...TEXT_LOOK })[0];
	const all = (d: Design) => Array.from({ length: 60 }).reduce<Design>((now) => long(now), d);
	const took: boolean[] = [];
	act(() => void took.push(result.current.edit(all)));
	expect(took).toEqual([false]);
	expect(result.current).toMatchObject({ notice: "full", design: FIRST });
	act(() => void result.current.edit(coloured("#ff0000")));
	expect(result.current.notice).toBe("");
});
