// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { pass } from "../testing/act";
import { useOverdue } from "./useOverdue";

test("each name is overdue after its own time, and no more once it was gone", async () => {
	const { result, rerender } = renderHook(({ ids }) => useOverdue(ids, 1_000), { initialProps: { ids: ["a"] } });
	await pass(600);
	rerender({ ids: ["a", "b"] });
	await pass(500);
	expect([...result.current]).toEqual(["a"]);
	await pass(500);
	expect([...result.current].sort()).toEqual(["a", "b"]);
	rerender({ ids: ["b"] });
	expect([...result.current]).toEqual(["b"]);
	rerender({ ids: ["a", "b"] });
	await pass(900);
	expect([...result.current]).toEqual(["b"]);
	await pass(200);
	expect([...result.current].sort()).toEqual(["a", "b"]);
});
