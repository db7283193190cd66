// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { ApiError, NoAnswer } from "../net/call";
import { actions, calls, coloured, elsewhere, open, server, settle, start } from "../testing/storedDesign";
import { viewOf } from "../testing/view";
import { switchTo } from "./air";
import { setColour } from "./brand";
import { FIRST } from "./first";
import { useDesign } from "./useDesign";

beforeEach(start);

test("changes made while the server is away are kept on this device and written when it is back", async () => {
	const { result } = open();
	await settle(2000);
	server.answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(10_000);
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(10_000);
	expect(result.current.notice).toBe("");
	expect(localStorage.getItem("kaibo.design.7")).toContain("#00ff00");
	server.answer = null;
	await settle(5000);
	expect(server.stored).toMatchObject({ Revision: 1, Design: { brand: { colour: "#00ff00" } } });
});

test("a page that was lost with unsaved changes finds them on this device", async () => {
	const first = open();
	await settle(2000);
	server.answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void first.result.current.edit(coloured("#ff0000")));
	await settle(2000);
	first.unmount();
	server.answer = null;
	const { result } = open();
	await settle();
	expect(result.current.design.brand.colour).toBe("#ff0000");
	await settle(2000);
	expect(result.current.notice).toBe("");
	expect(localStorage.getItem("kaibo.design.7")).toBeNull();
	expect(server.stored).toMatchObject({ Revision: 1, Design: { brand: { colour: "#ff0000" } } });
});

test("unsaved changes of this device give way to a newer design, one undo away", async () => {
	const first = open();
	await settle(2000);
	server.answer = () => Promise.reject(new NoAnswer("down"));
	act(() => void first.result.current.edit(coloured("#ff0000")));
	await settle(2000);
	first.unmount();
	server.answer = null;
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
	expect(server.stored.Revision).toBe(1);
});

test.each([
	["of a newer format", { Design: { ...FIRST, v: 2 }, Revision: 4 }],
	["that is broken", { Design: { scenes: 7 }, Revision: 4 }],
])("a stored design %s is left alone, with a notice", async (_, other) => {
	server.stored = other;
	const { result } = open({ revision: 4 });
	await settle(2000);
	expect(result.current).toMatchObject({ design: FIRST, notice: "unreadable", ready: true });
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(5000);
	expect(result.current.design.brand.colour).toBe("#ff0000");
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a design that only a newer server knows is left alone, with a notice", async () => {
	server.answer = () => Promise.reject(new ApiError("ResourceConflict.ShowDesignVersion", "newer", 409));
	const { result } = open({ revision: 4 });
	await settle(5000);
	expect(result.current).toMatchObject({ notice: "unreadable", ready: true });
	expect(actions()).toEqual(["GetShowDesign"]);
});

test("a server without the calls leaves the design to this device", async () => {
	server.answer = () => Promise.reject(new ApiError("InvalidAction", "no such action", 404));
	const view = viewOf();
	const { result } = renderHook(() => useDesign(server.session, view, true));
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
	server.answer = (action) =>
		action === "PutShowDesign" ? Promise.reject(new ApiError("InvalidParameter", "wrong", 400)) : undefined;
	act(() => void result.current.edit(coloured("#ff0000")));
	await settle(5000);
	expect(result.current.notice).toBe("unsaved");
	expect(actions()).toEqual(["PutShowDesign"]);
	server.answer = null;
	act(() => void result.current.edit(coloured("#00ff00")));
	await settle(2000);
	expect(result.current.notice).toBe("");
	expect(server.stored).toMatchObject({ Design: { brand: { colour: "#00ff00" } } });
});

test("the scene that an earlier release kept on this device is taken over once", async () => {
	localStorage.setItem("kaibo.scene.7", '{"layout":"large","large":"guest-1"}');
	const { result } = open();
	expect(result.current.shown.scene).toMatchObject({ id: "large", large: "guest-1" });
	await settle(2000);
	expect(server.stored).toMatchObject({ Revision: 1, Design: { air: { scene: "large" } } });
	expect(localStorage.getItem("kaibo.scene.7")).toBeNull();
});

test("a stored design wins over the scene that an earlier release kept", async () => {
	localStorage.setItem("kaibo.scene.7", '{"layout":"large","large":"guest-1"}');
	elsewhere((d) => switchTo(d, "solo"));
	const { result } = open();
	await settle(2000);
	expect(result.current).toMatchObject({ notice: "", design: server.stored.Design });
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
	server.answer = () => Promise.reject(new ApiError("InvalidAction", "no such action", 404));
	for (let activity = 1; activity <= 12; activity++) {
		const view = viewOf({ Activity: { ActivityId: activity } });
		const { result, unmount } = renderHook(() => useDesign(server.session, view, true));
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
	expect(server.stored.Design).toMatchObject({ brand: { colour: "#ff0000" } });
	act(() => void result.current.undo());
	expect(result.current.design.brand.colour).toBe("#00ff00");
});
