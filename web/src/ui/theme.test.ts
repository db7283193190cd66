// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import script from "../../../server/kaibo/pages/launch/static/theme.js?raw";
import { type Theme, useTheme } from "./theme";

const root = document.documentElement;

afterEach(() => void delete root.dataset.theme);

/** Load a page: its script runs before the first paint. */
function load(): string | undefined {
	delete root.dataset.theme;
	new Function(script)();
	return root.dataset.theme;
}

function choose(theme: Theme): void {
	const { result } = renderHook(() => useTheme());
	act(() => result.current[1](theme));
	expect(result.current[0]).toBe(theme);
}

test("a page without a choice follows the system", () => {
	expect(load()).toBeUndefined();
	expect(renderHook(() => useTheme()).result.current[0]).toBe("");
});

test.each(["light", "dark"] as const)("the choice of %s shows at once and on every later page", (theme) => {
	choose(theme);
	expect(root.dataset.theme).toBe(theme);
	expect(load()).toBe(theme);
	expect(renderHook(() => useTheme()).result.current[0]).toBe(theme);
});

test("a choice of the system's theme takes the older choice back", () => {
	choose("dark");
	choose("");
	expect(root.dataset.theme).toBeUndefined();
	expect(load()).toBeUndefined();
});

test("an unknown value in the storage counts as no choice", () => {
	localStorage.setItem("kaibo.theme", "pink");
	expect(load()).toBeUndefined();
	expect(renderHook(() => useTheme()).result.current[0]).toBe("");
});

test("a browser that refuses its storage keeps the choice for this page", () => {
	vi.stubGlobal("localStorage", undefined);
	expect(load()).toBeUndefined();
	choose("dark");
	expect(root.dataset.theme).toBe("dark");
	choose("");
	vi.unstubAllGlobals();
});
