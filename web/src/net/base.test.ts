// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { pageBase } from "./base";

test("a page takes its address from the server, and corrects the browser's", () => {
	const replace = vi.spyOn(history, "replaceState").mockImplementation(() => {});
	vi.stubGlobal("location", { pathname: "/w/%54ea%E3%80%82" });
	document.body.dataset.base = "/w/tea";
	expect(pageBase()).toBe("/w/tea");
	expect(replace).toHaveBeenCalledWith(null, "", "/w/tea");
	vi.stubGlobal("location", { pathname: "/w/tea" });
	expect(pageBase()).toBe("/w/tea");
	expect(replace).toHaveBeenCalledTimes(1);
});
