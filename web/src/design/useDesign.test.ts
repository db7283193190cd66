// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, NoAnswer } from "../net/call";
import { deferred, pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { switchTo } from "./air";
import { setColour } from "./brand";
import type { Design } from "./document";
import { FIRST } from "./first";
import { setItem } from "./items";
import { addSource, TEXT_LOOK } from "./sources";
import { useDesign } from "./useDesign";

/** A server that keeps one design. `answer`, if set, comes before its own. */
let stored: { Design: unknown; Revision: number };
let answer: ((action: string, body: { Design: Design }) => Promise<unknown> | undefined) | null;
let { session, call, calls } = sessionOf();

beforeEach(() => {
	stored = { Design: FIRST, Revision: 0 };
	answer = null;
	({ session, call, calls } = sessionOf());
	call.mockImplementation(async (action: string, body: { Design: Design; Revision: number }) => {
		const own = answer?.(action, body);
		return own ? await own : serve(action, body);
	});
});

function serve(action: string, body: { Design: Design; Revision: number }): unknown {
	if (action === "GetShowDesign") return structuredClone(stored);
	if (JSON.stringify(stored.Design) === JSON.stringify(body.Design)) return { Revision: stored.Revision };
	if (body.Revision !== stored.Revision) throw new ApiError("ResourceConflict.ShowDesign", "changed", 409);
	stored = { Design: structuredClone(body.Design), Revision: stored.Revision + 1 };
	return { Revision: stored.Revision };
}

/** Let time pass, and let the page's parts come that it loads later. */
async function settle(ms = 0): Promise<void> {
	await pass(ms);
	await vi.dynamicImportSettled();
	await pass();
}

const actions = () => calls().map(([action]) => action);
const viewWith = (Revision: number, Wanted = false) => viewOf({ Activity: { Wanted }, Design: { Revision } });
const coloured = (colour: string) => (design: Design) => setColour(design, colour);
const elsewhere = (change: (design: Design) => Design) => {
	stored = { Design: change(structuredClone(stored.Design) as Design), Revision: stored.Revision + 1 };
};

function open({ acts = true, live = false, revision = stored.Revision } = {}) {
	const initialProps = { view: viewWith(revision, live), acts };
	const { result, rerender, unmount } = renderHook(({ view, acts }) => useDesign(session, view, acts), { initialProps });
	const hear = (Revision: number) => rerender({ view: viewWith(Revision, live), acts: true });
	return { result, rerender, unmount, hear };
}

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
	answer = () => waiting.promise;
	const { result } = open();
	await settle(3000);
	expect(result.current).toMatchObject({ design: FIRST, ready: false });
	waiting.resolve(stored);
	await settle();
	expect(result.current).toMatchObject({ ready: true, design: { brand: { colour: "#ff0000" } } });
	expect(calls()).toEqual([["GetShowDesign", {}]]);
});

test("the first design is read from an older server, whose view names no revision", async () => {
	const view = viewOf();
	const { result } = renderHook(() => useDesign(session, view, true));
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
	expect(stored.Revision).toBe(2);
});

test("a long drag is written at most once a second, and within a second of a change", async () => {
	const { result } = open();
	await settle(2000);
	const at: number[] = [];
	const start = performance.now();
	answer = () => {
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
	expect(stored.Design).toEqual(result.current.design);
	act(() => void result.current.undo());
	expect(result.current.design).toEqual(FIRST);
});

test("one call is under way at a time, and the newest change follows it", async () => {
	const { result } = open();
	await settle(2000);
	const slow = deferred<unknown>();
	answer = (action) => (action === "PutShowDesign" ? slow.promise : undefined);
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(400);
	act(() => void result.current.edit(coloured("#00ff00")));
	act(() => void result.current.edit(coloured("#0000ff")));
	await settle(5000);
	expect(actions()).toEqual(["PutShowDesign"]);
	stored = { Design: setColour(FIRST, "#ff0000"), Revision: 1 };
	answer = null;
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
	expect(stored.Design).toEqual(result.current.design);
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
	expect(stored).toMatchObject({ Revision: 3, Design: { brand: { colour: "#00ff00" } } });
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
	expect(result.current.design).toEqual(stored.Design);
	expect(result.current.notice).toBe("elsewhere");
	act(() => void result.current.undo());
	expect(result.current.design.scenes[0]?.items[0]?.mirror).toBe(true);
	await settle(2000);
	expect(stored.Design).toEqual(result.current.design);
});

test("a scene that the host just chose stays on air when a newer design comes", async () => {
	const { result } = open({ live: true });
	await settle(2000);
	elsewhere(coloured("#ff0000"));
	act(() => void result.current.air((d) => switchTo(d, "solo")));
	await settle(3000);
	expect(result.current.design).toMatchObject({ brand: { colour: "#ff0000" }, air: { scene: "solo" } });
	expect(stored.Design).toEqual(result.current.design);
});

test("a write whose answer got lost is not taken for another device's", async () => {
	const { result } = open();
	await settle(2000);
	answer = (action, body) => {
		if (action !== "PutShowDesign") return undefined;
		serve(action, { ...body, Revision: 0 });
		answer = null;
		return Promise.reject(new NoAnswer("lost"));
	};
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(400);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(5000);
	expect(result.current).toMatchObject({ notice: "", design: { brand: { colour: "#00ff00" } } });
	expect(stored).toMatchObject({ Revision: 2, Design: { brand: { colour: "#00ff00" } } });
});

test("changes made while the server is away are kept on this device and written when it is back", async () => {
	const { result } = open();
	await settle(2000);
	answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(10_000);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(10_000);
	expect(result.current.notice).toBe("");
	expect(localStorage.getItem("kaibo.design.7")).toContain("#00ff00");
	answer = null;
	await settle(5000);
	expect(stored).toMatchObject({ Revision: 1, Design: { brand: { colour: "#00ff00" } } });
});

test("a page that was lost with unsaved changes finds them on this device", async () => {
	const first = open();
	await settle(2000);
	answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void first.result.current.edit(coloured("#ff0000")));
	await settle(2000);
	first.unmount();
	answer = null;
	const { result } = open();
	await settle();
	expect(result.current.design.brand.colour).toBe("#ff0000");
	await settle(2000);
	expect(result.current.notice).toBe("");
	expect(localStorage.getItem("kaibo.design.7")).toBeNull();
	expect(stored).toMatchObject({ Revision: 1, Design: { brand: { colour: "#ff0000" } } });
});

test("unsaved changes of this device give way to a newer design, one undo away", async () => {
	const first = open();
	await settle(2000);
	answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void first.result.current.edit(coloured("#ff0000")));
	await settle(2000);
	first.unmount();
	answer = null;
	elsewhere((d) => switchTo(d, "large"));
	const { result } = open();
	await settle();
	expect(result.current).toMatchObject({ notice: "elsewhere", design: { brand: FIRST.brand, air: { scene: "large" } } });
	act(() => void result.current.undo());
	expect(result.current.design).toMatchObject({ brand: { colour: "#ff0000" }, air: { scene: "large" } });
});

test("a page that goes away writes at once, by a call that outlives it", async () => {
	const { result } = open();
	await settle(2000);
	act(() => void result.current.edit(coloured("#ff0000")));
	window.dispatchEvent(new Event("pagehide"));
	expect(calls()[0]).toEqual([
		"PutShowDesign",
		{ Tab: "this-tab", Design: result.current.design, Revision: 0 },
		{ keepalive: true },
	]);
	expect(JSON.parse(localStorage.getItem("kaibo.design.7") as string)).toMatchObject({ revision: 0 });
	await settle();
	expect(stored.Revision).toBe(1);
});

test.each([
	["of a newer format", { Design: { ...FIRST, v: 2 }, Revision: 4 }],
	["that is broken", { Design: { scenes: 7 }, Revision: 4 }],
])("a stored design %s is left alone, with a notice", async (_, other) => {
	stored = other;
	const { result } = open({ revision: 4 });
	await settle(2000);
	expect(result.current).toMatchObject({ design: FIRST, notice: "unreadable", ready: true });
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(5000);
	expect(result.current.design.brand.colour).toBe("#ff0000");
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a design that only a newer server knows is left alone, with a notice", async () => {
	answer = () => Promise.reject(new ApiError("ResourceConflict.ShowDesignVersion", "newer", 409));
	const { result } = open({ revision: 4 });
	await settle(5000);
	expect(result.current).toMatchObject({ notice: "unreadable", ready: true });
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a server without the calls leaves the design to this device", async () => {
	answer = () => Promise.reject(new ApiError("InvalidAction", "no such action", 404));
	const view = viewOf();
	const { result } = renderHook(() => useDesign(session, view, true));
	await settle();
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(5000);
	expect(result.current).toMatchObject({ notice: "", ready: true });
	expect(actions()).toEqual(["GetShowDesign"]);
	expect(localStorage.getItem("kaibo.design.7")).toContain("#ff0000");
});

test("a design that the server refuses is not sent again until it changes", async () => {
	const { result } = open();
	await settle(2000);
	answer = (action) => (action === "PutShowDesign" ? Promise.reject(new ApiError("InvalidParameter", "wrong", 400)) : undefined);
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(5000);
	expect(result.current.notice).toBe("unsaved");
	expect(actions()).toEqual(["PutShowDesign"]);
	answer = null;
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(2000);
	expect(result.current.notice).toBe("");
	expect(stored).toMatchObject({ Design: { brand: { colour: "#00ff00" } } });
});

test("the scene that an earlier release kept on this device is taken over once", async () => {
	localStorage.setItem("kaibo.scene.7", '{"layout":"large","large":"guest-1"}');
	const { result } = open();
	expect(result.current.shown.scene).toMatchObject({ id: "large", large: "guest-1" });
	await settle(2000);
	expect(stored).toMatchObject({ Revision: 1, Design: { air: { scene: "large" } } });
	expect(localStorage.getItem("kaibo.scene.7")).toBeNull();
});

test("a stored design wins over the scene that an earlier release kept", async () => {
	localStorage.setItem("kaibo.scene.7", '{"layout":"large","large":"guest-1"}');
	elsewhere((d) => switchTo(d, "solo"));
	const { result } = open();
	await settle(2000);
	expect(result.current).toMatchObject({ notice: "", design: stored.Design });
	expect(localStorage.getItem("kaibo.scene.7")).toBeNull();
});

test.each(["", "{", '{"layout":"mosaic","large":""}', '{"layout":7,"large":""}', "null", "[]"])(
	"a kept scene that cannot be read (%j) gives the first design",
	(kept) => {
		localStorage.setItem("kaibo.scene.7", kept);
		expect(open().result.current.design).toEqual(FIRST);
	},
);

test.each(["{", "null", "7", '{"revision":1}', '{"revision":1,"design":{"v":3}}'])(
	"a copy on this device that cannot be read (%j) counts as none",
	async (kept) => {
		localStorage.setItem("kaibo.design.7", kept);
		const { result } = open();
		expect(result.current.design).toEqual(FIRST);
		await settle(2000);
		expect(calls()).toEqual([]);
	},
);

test("this device keeps the unsaved changes of ten shows", async () => {
	answer = () => Promise.reject(new ApiError("InvalidAction", "no such action", 404));
	for (let activity = 1; activity <= 12; activity++) {
		const view = viewOf({ Activity: { ActivityId: activity } });
		const { result, unmount } = renderHook(() => useDesign(session, view, true));
		await settle();
		act(() => void result.current.edit(coloured("#ff0000")));
		await settle(2000);
		unmount();
	}
	const keys = Array.from({ length: 12 }, (_, index) => localStorage.getItem(`kaibo.design.${index + 1}`));
	expect(keys.map((one) => one !== null)).toEqual([false, false, ...Array(10).fill(true)]);
});

test("an edit that is made before the kept changes are read is one undo away", async () => {
	localStorage.setItem("kaibo.design.7", JSON.stringify({ revision: 0, design: setColour(FIRST, "#ff0000") }));
	const { result } = open();
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(3000);
	expect(stored.Design).toMatchObject({ brand: { colour: "#ff0000" } });
	act(() => void result.current.undo());
	expect(result.current.design.brand.colour).toBe("#00ff00");
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
