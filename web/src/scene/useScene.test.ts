// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useScene } from "./useScene";

const scenes = (sharing = false) => renderHook(({ sharing }) => useScene(7, sharing), { initialProps: { sharing } });

test("a new show begins with the grid", () => {
	expect(scenes().result.current.scene).toEqual({ layout: "grid", large: "" });
});

test("the chosen scene is kept on this device, for its show alone", () => {
	const { result, unmount } = scenes();
	act(() => result.current.enlarge("guest-1"));
	unmount();
	expect(scenes().result.current.scene).toEqual({ layout: "large", large: "guest-1" });
	expect(renderHook(() => useScene(8, false)).result.current.scene.layout).toBe("grid");
});

test.each(["", "{", '{"layout":"mosaic","large":""}', '{"layout":"solo"}', "null"])(
	"a stored scene that cannot be read (%j) gives the grid",
	(stored) => {
		localStorage.setItem("kaibo.scene.7", stored);
		expect(scenes().result.current.scene.layout).toBe("grid");
	},
);

test("a layout keeps the large source for later", () => {
	const { result } = scenes();
	act(() => result.current.enlarge("guest-1"));
	act(() => result.current.choose("solo"));
	act(() => result.current.choose("large"));
	expect(result.current.scene).toEqual({ layout: "large", large: "guest-1" });
});

test("a shared screen is shown large, and its end brings the earlier layout back", () => {
	const { result, rerender } = scenes();
	act(() => result.current.choose("solo"));
	rerender({ sharing: true });
	expect(result.current.scene).toEqual({ layout: "large", large: "" });
	rerender({ sharing: false });
	expect(result.current.scene.layout).toBe("solo");
});

test("a layout that the host chose during sharing stays after it", () => {
	const { result, rerender } = scenes();
	rerender({ sharing: true });
	act(() => result.current.choose("solo"));
	rerender({ sharing: false });
	expect(result.current.scene.layout).toBe("solo");
});
