// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { keyOf, keysOn, turnKeys, useKeys } from "./useKeys";

const m = vi.fn();
beforeEach(() => {
	m.mockClear();
	document.body.innerHTML = '<input id="text"><input id="box" type="checkbox"><dialog></dialog>';
});

const use = (active = true) => renderHook(({ active }) => useKeys(active, { m }), { initialProps: { active } });
const press = (key: string, how: object = {}, on: Element = document.body) => fireEvent.keyDown(on, { key, ...how });

test("a key acts, in either case, and other keys do nothing", () => {
	use();
	press("m");
	press("M");
	press("x");
	expect(m).toHaveBeenCalledTimes(2);
});

test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])("a key with %j does nothing", (how) => {
	use();
	press("m", how);
	expect(m).not.toHaveBeenCalled();
});

test("a key that is typed into a text does nothing, one on a checkbox acts", () => {
	use();
	press("m", {}, document.querySelector("#text") as Element);
	expect(m).not.toHaveBeenCalled();
	press("m", {}, document.querySelector("#box") as Element);
	expect(m).toHaveBeenCalledOnce();
});

test("keys rest while a dialog is open", () => {
	use();
	document.querySelector("dialog")?.setAttribute("open", "");
	press("m");
	expect(m).not.toHaveBeenCalled();
});

test("keys rest while the page may not act, and after it has gone", () => {
	const { rerender, unmount } = use(false);
	press("m");
	expect(m).not.toHaveBeenCalled();
	rerender({ active: true });
	unmount();
	press("m");
	expect(m).not.toHaveBeenCalled();
});

test("a person's choice to turn keys off is kept in this browser", () => {
	expect(keysOn()).toBe(true);
	turnKeys(false);
	expect(keysOn()).toBe(false);
	turnKeys(true);
	expect(keysOn()).toBe(true);
});

test.each([
	["Russian", "ь", "KeyM", "m"],
	["Russian, with Shift", "Ь", "KeyM", "m"],
	["Greek", "μ", "KeyM", "m"],
	["Hebrew", "צ", "KeyM", "m"],
	["Arabic digits", "١", "Digit1", "1"],
	["Thai", "ื", "KeyN", "n"],
	["French, where the letter is elsewhere", "m", "Semicolon", "m"],
	["German", "ö", "Semicolon", "ö"],
	["Dvorak", "m", "KeyM", "m"],
	["Dvorak, another letter", "x", "KeyB", "x"],
	["French, a digit's key", "é", "Digit2", "é"],
	["American, a digit's key with Shift", "!", "Digit1", "!"],
	["a key that writes nothing", "Escape", "Escape", "escape"],
	["a key that waits for a letter", "Dead", "KeyM", "dead"],
])("a key of a layout means one shortcut: %s, %s", (_, key, code, meant) => {
	expect(keyOf({ key, code, shiftKey: false })).toBe(meant);
});

test.each([
	["؟", "Slash"],
	["?", "Digit7"],
])("a question mark is one on every layout: %s on %s", (key, code) => {
	expect(keyOf({ key, code, shiftKey: true })).toBe("?");
});

test.each([
	["Cyrillic", "ь"],
	["Greek", "μ"],
])("a shortcut acts on a %s layout", (_, key) => {
	use();
	press(key, { code: "KeyM" });
	expect(m).toHaveBeenCalledOnce();
});

test.each([
	["American", "!", "1", []],
	["French", "1", "&", []],
	["Russian, whose Shift+7 writes a question mark", "?", "7", ["list"]],
])("a digit acts by its place, with and without Shift: %s", (_, shifted, plain, alone) => {
	const code = shifted === "?" ? "Digit7" : "Digit1";
	const done: string[] = [];
	const act = (name: string) => () => void done.push(name);
	const { rerender } = renderHook(({ keys }) => useKeys(true, keys), {
		initialProps: {
			keys: {
				"1": act("scene"),
				"7": act("scene"),
				"?": act("list"),
				"Shift+1": act("banner"),
				"Shift+7": act("banner"),
			} as Record<string, () => void>,
		},
	});
	press(shifted, { code, shiftKey: true });
	press(plain, { code });
	expect(done).toEqual(["banner", "scene"]);
	rerender({ keys: { "1": act("scene"), "?": act("list") } });
	press(shifted, { code, shiftKey: true });
	expect(done.slice(2)).toEqual(alone);
});
