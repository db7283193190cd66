// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { REST_MS } from "./bar";
import { useBar } from "./useBar";

let box: HTMLElement;
const pressed = vi.fn();

beforeEach(() => {
	pressed.mockClear();
	document.body.innerHTML = '<div><video></video><div data-bar><button id="quality"></button></div></div>';
	box = document.querySelector("div") as HTMLElement;
	find("button").addEventListener("click", pressed);
});

const find = (selector: string) => document.querySelector(selector) as HTMLElement;
const bar = () => {
	const place = { current: box };
	return renderHook(({ paused }) => useBar(place, paused), { initialProps: { paused: false } });
};
const point = (name: string, target: Element, pointerType = "mouse") =>
	act(() => void target.dispatchEvent(Object.assign(new Event(name, { bubbles: true, cancelable: true }), { pointerType })));

/** A finger on an element: the browser makes a click of it. */
function touch(target: Element): void {
	point("pointerdown", target, "touch");
	point("pointerup", target, "touch");
	point("click", target, "touch");
}

test("controls are there at first, go after a rest, and come with the pointer", async () => {
	const { result } = bar();
	expect(result.current).toBe(true);
	await pass(REST_MS);
	expect(result.current).toBe(false);
	point("pointermove", find("video"));
	point("pointerleave", find("video"));
	expect(result.current).toBe(true);
	point("pointerleave", box);
	expect(result.current).toBe(false);
});

test("an open menu and a pause keep the controls", async () => {
	const { result, rerender } = bar();
	find("#quality").setAttribute("aria-expanded", "true");
	await pass(REST_MS * 3);
	expect(result.current).toBe(true);
	find("#quality").setAttribute("aria-expanded", "false");
	rerender({ paused: true });
	await pass(REST_MS * 3);
	expect(result.current).toBe(true);
	rerender({ paused: false });
	await pass(REST_MS);
	expect(result.current).toBe(false);
});

test("a pause brings the controls", async () => {
	const { result, rerender } = bar();
	await pass(REST_MS);
	rerender({ paused: true });
	expect(result.current).toBe(true);
});

test("the first touch shows the controls and presses none, the next one presses", async () => {
	const { result } = bar();
	await pass(REST_MS);
	touch(find("#quality"));
	expect(result.current).toBe(true);
	expect(pressed).not.toHaveBeenCalled();
	touch(find("#quality"));
	expect(pressed).toHaveBeenCalledOnce();
	expect(result.current).toBe(true);
	touch(find("video"));
	expect(result.current).toBe(false);
});
