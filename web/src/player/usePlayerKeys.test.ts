// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { usePlayerKeys } from "./usePlayerKeys";

const acts = Object.fromEntries(
	["toggle", "mute", "step", "smallWindow", "theatre", "fullScreen", "leave"].map((name) => [name, vi.fn()]),
) as Record<"toggle" | "mute" | "step" | "smallWindow" | "theatre" | "fullScreen" | "leave", ReturnType<typeof vi.fn>>;

beforeEach(() => {
	for (const one of Object.values(acts)) one.mockClear();
	document.body.innerHTML =
		'<div id="box" tabindex="-1"><button id="mute"></button><input id="volume" type="range"><button id="menu" aria-haspopup="menu"></button></div><textarea></textarea>';
});

const find = (selector: string) => document.querySelector(selector) as HTMLElement;
const keys = () => renderHook(() => usePlayerKeys({ current: find("#box") }, acts as never));
const press = (key: string, on = "body") => fireEvent.keyDown(find(on), { key });

test.each([
	[" ", "toggle"],
	["k", "toggle"],
	["m", "mute"],
	["i", "smallWindow"],
	["t", "theatre"],
	["f", "fullScreen"],
	["Escape", "leave"],
] as const)("the key %j acts anywhere but in a text", (key, act) => {
	keys();
	press(key, "textarea");
	expect(acts[act]).not.toHaveBeenCalled();
	press(key);
	expect(acts[act]).toHaveBeenCalledOnce();
});

test("the space bar presses the button that has the focus, and nothing else", () => {
	keys();
	expect(press(" ", "#mute")).toBe(true);
	expect(acts.toggle).not.toHaveBeenCalled();
});

test("the arrows change the volume in the player, and scroll the page elsewhere", () => {
	keys();
	expect(press("ArrowUp")).toBe(true);
	press("ArrowUp", "#volume");
	press("ArrowDown", "#menu");
	expect(acts.step).not.toHaveBeenCalled();
	expect(press("ArrowUp", "#box")).toBe(false);
	press("ArrowDown", "#mute");
	expect(acts.step.mock.calls).toEqual([[1], [-1]]);
});

test("a viewer turns single keys off in this browser, and on again", () => {
	const { result, unmount } = keys();
	act(() => result.current.turn());
	press("m");
	expect(acts.mute).not.toHaveBeenCalled();
	unmount();
	const again = keys();
	expect(again.result.current.on).toBe(false);
	press("Escape");
	expect(acts.leave).toHaveBeenCalledOnce();
	act(() => again.result.current.turn());
	press("m");
	expect(acts.mute).toHaveBeenCalledOnce();
});
