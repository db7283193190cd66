// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { arm, disarm } from "./chime";
import { useBegin } from "./useBegin";

let notes = 0;
let visibility: string;

class Node {
	gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
	connect = (next: unknown) => next;
	stop = () => {};
	start = () => {
		notes += 1;
	};
}

beforeEach(() => {
	notes = 0;
	visibility = "visible";
	vi.stubGlobal(
		"AudioContext",
		class {
			currentTime = 0;
			resume = async () => {};
			close = async () => {};
		},
	);
	vi.stubGlobal("OscillatorNode", Node);
	vi.stubGlobal("GainNode", Node);
	Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
});
afterEach(() => disarm());

const begin = (waits: boolean) =>
	renderHook(([waits, live]) => useBegin(waits, live), { initialProps: [waits, !waits] as [boolean, boolean] });

test("a viewer who asked for it hears that the show begins, once", () => {
	arm();
	const { rerender } = begin(true);
	expect(notes).toBe(0);
	rerender([false, true]);
	expect(notes).toBe(2);
	rerender([false, false]);
	rerender([false, true]);
	expect(notes).toBe(2);
});

test("nobody else hears anything", () => {
	begin(true).rerender([false, true]);
	arm();
	begin(false).rerender([false, true]);
	arm();
	disarm();
	begin(true).rerender([false, true]);
	expect(notes).toBe(0);
});

test("the title says it in a hidden tab, until the viewer looks", () => {
	visibility = "hidden";
	const { result, rerender } = begin(true);
	expect(result.current).toBe(false);
	rerender([false, true]);
	expect(result.current).toBe(true);
	visibility = "visible";
	act(() => void document.dispatchEvent(new Event("visibilitychange")));
	expect(result.current).toBe(false);
});

test("the title of a page that opened during the show says nothing", () => {
	visibility = "hidden";
	expect(begin(false).result.current).toBe(false);
});
