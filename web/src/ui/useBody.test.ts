// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useBody } from "./useBody";

test("the title counts the people who wait", () => {
	const { rerender } = renderHook(({ waiting }) => useBody("studio", "preview", false, "Tea", waiting), {
		initialProps: { waiting: 0 },
	});
	expect(document.title).toBe("Tea · Kaibo");
	rerender({ waiting: 2 });
	expect(document.title).toBe("(2) Tea · Kaibo");
});
