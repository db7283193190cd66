// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, expect, test, vi } from "vitest";
import { keepsCookies } from "./cookies";

afterEach(() => void Reflect.deleteProperty(document, "cookie"));

test("a browser that keeps cookies is told, and none is left", () => {
	expect(keepsCookies()).toBe(true);
	expect(document.cookie).toBe("");
});

test("tabs that ask at the same time do not disturb each other", () => {
	const jar = new Map<string, string>();
	let other: boolean | undefined;
	const get = () => {
		if (other === undefined) {
			other = false;
			other = keepsCookies(); // between this tab's writing and its reading
		}
		return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
	};
	const set = (text: string) => {
		const [name = "", value = ""] = (text.split(";")[0] ?? "").split("=");
		if (text.includes("expires=")) jar.delete(name);
		else jar.set(name, value);
	};
	Object.defineProperty(document, "cookie", { configurable: true, get, set });
	expect([keepsCookies(), other]).toEqual([true, true]);
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
