import { expect, test } from "vitest";
import { pageOf, sceneAfter, showPage, startCountdown, stopCountdown, turnPage } from "./air";
import type { Design, DesignSource, Item } from "./document";
import { FIRST } from "./first";
import { edited, opened, redone, switched, undone } from "./history";
import { addItem, arrangedAgain, freed, itemsAt, moveItem, removeItem, setItem } from "./items";
import { addOverlay } from "./overlays";
import { duplicateScene, moveScene, renameScene, setBackground } from "./scenes";
import { addSource, OVERLAYS, removeSource, setSource, TEXT_LOOK } from "./sources";

const TEXT: DesignSource = { kind: "text", text: "Hi", ...TEXT_LOOK };
const DECK: DesignSource = { kind: "slides", name: "", file: "", pages: 3, width: 960, height: 540 };
const clockIn = (design: Design, place: string): [Design, string, string] => {
	const [next, source] = addSource(design, { kind: "clock", zone: "", seconds: false });
	return [...addItem(next, place, source), source];
};
const item = (design: Design, place: string, id: string) => itemsAt(design, place).find((one) => one.id === id) as Item;
const ids = (design: Design) => design.scenes.map(({ id }) => id);

test("a copy of a scene stands after it, with the same sources", () => {
	const [design, id] = duplicateScene(FIRST, "grid");
	expect(ids(design)).toEqual(["solo", "grid", id, "large"]);
	expect(design.sources).toBe(FIRST.sources);
	expect(design.scenes[2]?.items).toBe(FIRST.scenes[1]?.items);
	expect(duplicateScene(FIRST, "gone")).toEqual([FIRST, ""]);
});

test("scenes and items move within their list", () => {
	expect(ids(moveScene(FIRST, "solo", 9))).toEqual(["grid", "large", "solo"]);
	expect(ids(moveScene(FIRST, "large", -1))).toEqual(["large", "solo", "grid"]);
	expect(moveScene(FIRST, "solo", 0)).toBe(FIRST);
	const order = itemsAt(moveItem(FIRST, "large", "screen", 0), "large").map(({ id }) => id);
	expect(order).toEqual(["screen", "camera", "guests"]);
});

test("what people type is cut to the limits by characters, without controls and halves of characters", () => {
	const named = renameScene(FIRST, "solo", `a\u0000\n${"🎬".repeat(120)}`).scenes[0]?.name ?? "";
	expect([...named]).toHaveLength(100);
	expect(named.startsWith("a 🎬")).toBe(true);
	const [design, id] = addSource(FIRST, { ...TEXT, text: "one\r\ntwo\ttab\ud83d" } as DesignSource);
	expect(design.sources[id]).toMatchObject({ text: "one\ntwo tab" });
});

test("a background of a scene's own goes away again", () => {
	const own = setBackground(FIRST, "solo", { first: "#ABCDEF", last: "none", file: "" });
	expect(own.scenes[0]?.background).toEqual({ first: "#abcdef", last: "#151f27", file: "" });
	expect(setBackground(own, "solo", null)).toEqual(FIRST);
});

test("an item goes on top, and its source goes with its last item", () => {
	const [design, id, source] = clockIn(FIRST, "solo");
	expect(itemsAt(design, "solo").at(-1)).toMatchObject({ id, source });
	const [twice, other] = addItem(design, OVERLAYS, source);
	expect(removeItem(twice, "solo", id).sources[source]).toBeDefined();
	expect(removeItem(removeItem(twice, "solo", id), OVERLAYS, other)).toEqual(FIRST);
	expect(removeItem(FIRST, "solo", "gone")).toBe(FIRST);
});

test("a source goes with all its items, but the camera and the screen stay", () => {
	const [design, , source] = clockIn(FIRST, "solo");
	const [both] = addItem(design, OVERLAYS, source);
	expect(removeSource(both, source)).toEqual(FIRST);
	const without = removeSource(FIRST, "camera");
	expect(without.scenes.flatMap(({ items }) => items).some((one) => one.source === "camera")).toBe(false);
	expect(without.sources.camera).toBe(FIRST.sources.camera);
});

test("a microphone stays though no item shows it, and no item can", () => {
	const [design, id] = addSource(FIRST, { kind: "microphone", name: "", device: "m2", label: "Desk" });
	expect(addItem(design, "solo", id)).toEqual([design, ""]);
	expect(removeItem(design, "grid", "guests").sources[id]).toBeDefined();
	expect(removeSource(design, id)).toEqual(FIRST);
});

test("guests, a seat and a person are one source each, and another camera is another one", () => {
	const seat = (n: number): DesignSource => ({ kind: "guest", seat: n });
	const [one, first] = addSource(FIRST, seat(1));
	expect(addSource(one, seat(1))).toEqual([one, first]);
	expect(addSource(one, seat(2))[1]).not.toBe(first);
	expect(addSource(FIRST, { kind: "guests" })).toEqual([FIRST, "guests"]);
	const camera: DesignSource = { kind: "camera", name: "", device: "c2", label: "Desk" };
	expect(addSource(FIRST, camera)[1]).not.toBe("camera");
	expect(addSource({ ...FIRST, sources: {} }, camera)[1]).not.toBe("camera");
});

test("the first screen is the share button's, and each further one is another source that goes with its item", () => {
	const screen: DesignSource = { kind: "screen", name: "" };
	const { screen: _, ...sources } = FIRST.sources;
	expect(addSource({ ...FIRST, sources }, screen)[1]).toBe("screen");
	const [two, second] = addSource(FIRST, screen);
	const [three, third] = addSource(two, screen);
	expect(new Set(["screen", second, third]).size).toBe(3);
	const [shown, item] = addItem(three, "solo", third);
	expect(removeItem(shown, "solo", item).sources[third]).toBeUndefined();
});

test("a source changes only as its kind", () => {
	const [design, id] = addSource(FIRST, TEXT);
	expect(setSource(design, id, "text", { text: "Ho", colour: "red" }).sources[id]).toMatchObject({
		text: "Ho",
		colour: "#ffffff",
	});
	expect(setSource(design, id, "clock", { seconds: true })).toBe(design);
	const [two, mic] = addSource(FIRST, { kind: "microphone", name: "", device: "", label: "" });
	expect(setSource(two, mic, "microphone", { name: "Desk" }).sources[mic]).toMatchObject({ name: "Desk" });
});

test("a rectangle and a crop stay within their limits", () => {
	const wide = setItem(FIRST, "solo", "camera", { rect: { x: -9, y: Number.NaN, width: 99, height: 0 } });
	expect(item(wide, "solo", "camera").rect).toEqual({ x: -4, y: -4, width: 8, height: 0.01 });
	const cut = setItem(FIRST, "solo", "camera", { crop: { left: 0.7, top: 0, right: 0.7, bottom: -1 } });
	const { left, right, bottom } = item(cut, "solo", "camera").crop;
	expect(left + right).toBeLessThan(1);
	expect(bottom).toBe(0);
});

test("an arranged scene turns free where its boxes are, and can arrange itself again", () => {
	const rect = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
	const free = freed(FIRST, "grid", { camera: { rect, shape: "rounded" } });
	expect(free.scenes[1]).toMatchObject({ free: true });
	expect(item(free, "grid", "camera")).toMatchObject({ rect, shape: "rounded" });
	expect(item(free, "grid", "guests")).toBe(item(FIRST, "grid", "guests"));
	expect(freed(free, "grid", { camera: { rect: { ...rect, x: 0 } } })).toBe(free);
	expect(arrangedAgain(free, "grid").scenes[1]?.free).toBe(false);
	expect(arrangedAgain(FIRST, "grid")).toBe(FIRST);
});

test("an overlay is above all scenes and down at first", () => {
	const [design, id] = addOverlay(FIRST, { kind: "lowerThird", title: "Ada", line: "" });
	expect(item(design, OVERLAYS, id)).toMatchObject({ plate: false, fit: "contain" });
	expect(design.air.overlays).toEqual([]);
});

test("pages turn between the first and the last", () => {
	const [design, id] = addSource(FIRST, DECK);
	expect(pageOf(design, id)).toBe(1);
	expect(pageOf(turnPage(design, id, 1), id)).toBe(2);
	expect(pageOf(turnPage(design, id, 9), id)).toBe(3);
	expect(pageOf(turnPage(showPage(design, id, 3), id, -9), id)).toBe(1);
	expect(turnPage(FIRST, "camera", 1)).toBe(FIRST);
	expect(showPage(FIRST, "constructor", 2)).toBe(FIRST);
});

test("a countdown ends so many seconds after its start, or at the planned start, and stops", () => {
	const countdown = (seconds: number): DesignSource => ({ kind: "countdown", title: "", seconds, nextScene: "" });
	const [design, id] = addSource(FIRST, countdown(90));
	const started = startCountdown(design, id, 1000.4, 5000);
	expect(started.air.ends).toEqual({ [id]: 91_000 });
	expect(stopCountdown(started, id)).toEqual(design);
	const [planned, other] = addSource(FIRST, countdown(0));
	expect(startCountdown(planned, other, 1000, 5000).air.ends).toEqual({ [other]: 5000 });
	expect(startCountdown(FIRST, "camera", 1000, 5000)).toBe(FIRST);
});

test("the scene after the last is the first", () => {
	const on = (scene: string) => ({ ...FIRST, air: { ...FIRST.air, scene } });
	expect([sceneAfter(on("large"), 1), sceneAfter(on("solo"), -1), sceneAfter(on("grid"), 4)]).toEqual(["solo", "large", "large"]);
});

test("a drag is one step, an edit that changes nothing is none, and 100 steps are kept", () => {
	let desk = opened(FIRST);
	const make = (change: (d: Design) => Design, step = "") => {
		desk = edited(desk, change, false, step) ?? desk;
	};
	for (let at = 1; at < 9; at++) make((d) => setItem(d, "solo", "camera", { opacity: at / 10 }), "drag");
	make((d) => setItem(d, "solo", "camera", { opacity: 0.8 }));
	expect(desk.past).toHaveLength(1);
	make((d) => setItem(d, "solo", "camera", { mirror: true }));
	make((d) => setItem(d, "solo", "camera", { opacity: 0.1 }), "drag");
	expect(desk.past).toHaveLength(3);
	expect(redone(undone(desk, false), false).design).toEqual(desk.design);
	for (let at = 0; at < 200; at++) make((d) => renameScene(d, "solo", `n${at}`));
	expect(desk.past).toHaveLength(100);
});

test("an edit after an undo ends redo, and a change on air does not", () => {
	const named = edited(opened(FIRST), (d) => renameScene(d, "solo", "Me"), false) ?? opened(FIRST);
	const back = undone(named, false);
	const turned = switched(back, (d) => ({ ...d, air: { ...d.air, scene: "solo" } }));
	expect(redone(turned, false).design).toMatchObject({ air: { scene: "solo" }, scenes: [{ name: "Me" }, {}, {}] });
	const other = edited(turned, (d) => renameScene(d, "grid", "We"), false) ?? turned;
	expect(redone(other, false)).toBe(other);
});
