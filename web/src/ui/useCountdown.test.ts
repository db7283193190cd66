// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { useCountdown } from "./useCountdown";
import { useLately } from "./useLately";

test("a countdown shows whole seconds down to zero", async () => {
	const { result } = renderHook(() => useCountdown(2.5));
	expect(result.current).toBe(3);
	await pass(1_000);
	expect(result.current).toBe(2);
	await pass(10_000);
	expect(result.current).toBe(0);
});

test("a countdown does not follow a wall clock that is set", async () => {
	const { result } = renderHook(() => useCountdown(10));
	vi.setSystemTime(Date.now() + 3_600_000);
	await pass(1_000);
	expect(result.current).toBe(9);
});

test("the server's next word replaces the countdown", () => {
	const { result, rerender } = renderHook(({ left }) => useCountdown(left), { initialProps: { left: 10 } });
	rerender({ left: 4 });
	expect(result.current).toBe(4);
	rerender({ left: 0 });
	expect(result.current).toBe(0);
});

test("what was true lately counts until its time is over", async () => {
	const { result, rerender } = renderHook(({ now }) => useLately(now, 5_000), { initialProps: { now: false } });
	expect(result.current).toBe(false);
	rerender({ now: true });
	rerender({ now: false });
	await pass(4_999);
	expect(result.current).toBe(true);
	await pass(1);
	expect(result.current).toBe(false);
});
