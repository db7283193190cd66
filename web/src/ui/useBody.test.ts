// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { TYPED, TYPED_LINE } from "../testing/typed";
import { useBody } from "./useBody";

test("the title counts the people who wait", () => {
	const { rerender } = renderHook(({ waiting }) => useBody("studio", "preview", false, "Tea", waiting), {
		initialProps: { waiting: 0 },
	});
	expect(document.title).toBe("Tea · Kaibo");
	rerender({ waiting: 2 });
	expect(document.title).toBe("(2) Tea · Kaibo");
});

test("a typed name is one line of the title, and turns nothing around", () => {
	renderHook(() => useBody("watch", "live", true, TYPED));
	expect(document.title).toBe(`${TYPED_LINE} · Kaibo`);
	expect(document.querySelectorAll("script, b")).toHaveLength(0);
});
