// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { viewOf } from "../testing/view";
import { useFormat } from "./useFormat";

const SMALL = { width: 1280, height: 720, fps: 30 };
const LARGE = { width: 1920, height: 1080, fps: 30 };

const program = ({ width, height, fps }: typeof SMALL) => viewOf({ Program: { Width: width, Height: height, Fps: fps } }).Program;

test("another size waits for the end of the show", () => {
	const { result, rerender } = renderHook(({ format, sending }) => useFormat(program(format), sending), {
		initialProps: { format: SMALL, sending: false },
	});
	const first = result.current;
	expect(first).toEqual(SMALL);
	rerender({ format: SMALL, sending: true });
	expect(result.current).toBe(first);
	rerender({ format: LARGE, sending: true });
	expect(result.current).toBe(first);
	rerender({ format: LARGE, sending: false });
	expect(result.current).toEqual(LARGE);
});

test("a page that loads on air takes the present size", () => {
	const { result } = renderHook(() => useFormat(program(LARGE), true));
	expect(result.current).toEqual(LARGE);
});
