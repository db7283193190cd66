// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, expect, test, vi } from "vitest";
import { keepsCookies } from "./cookies";

afterEach(() => void Reflect.deleteProperty(document, "cookie"));

test("a browser that keeps cookies is told, and none is left", () => {
	expect(keepsCookies()).toBe(true);
	expect(document.cookie).toBe("");
});

test("a browser that drops cookies is told", () => {
	Object.defineProperty(document, "cookie", { configurable: true, get: () => "", set: () => {} });
	expect(keepsCookies()).toBe(false);
});

test("a browser that refuses even the question keeps no cookies", () => {
	const refuse = vi.fn(() => {
		throw new DOMException("denied", "SecurityError");
	});
	Object.defineProperty(document, "cookie", { configurable: true, get: refuse, set: refuse });
	expect(keepsCookies()).toBe(false);
});
