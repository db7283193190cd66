// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useDismissal } from "./useDismissal";

test("a dismissed notice stays away until its cause has gone and comes again", () => {
	const { result, rerender } = renderHook(({ cause }) => useDismissal(cause), { initialProps: { cause: "" } });
	const shownFor = (cause: string) => {
		rerender({ cause });
		return result.current[0];
	};
	expect(shownFor("")).toBe(false);
	expect(shownFor("silent")).toBe(true);
	act(() => result.current[1]());
	expect(shownFor("silent")).toBe(false);
	expect(shownFor("")).toBe(false);
	expect(shownFor("silent")).toBe(true);
});

test("another cause shows a dismissed notice again", () => {
	const { result, rerender } = renderHook(({ cause }) => useDismissal(cause), { initialProps: { cause: "camera 1" } });
	act(() => result.current[1]());
	rerender({ cause: "camera 2" });
	expect(result.current[0]).toBe(true);
	rerender({ cause: "camera 1" });
	expect(result.current[0]).toBe(true);
});
