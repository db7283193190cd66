// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { useCallback, useState } from "react";
import { expect, test } from "vitest";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import { useScenes } from "./useScenes";

function useShow({ sharing, first }: { sharing: boolean; first: Design }) {
	const [design, set] = useState(first);
	const air = useCallback((change: (design: Design) => Design) => set(change), []);
	return { design, ...useScenes(design, air, sharing) };
}

const open = (first = FIRST) => renderHook(useShow, { initialProps: { sharing: false, first } });
const large = (design: Design) => design.scenes.find(({ id }) => id === "large")?.large;
const withoutScreen: Design = { ...FIRST, scenes: FIRST.scenes.filter(({ id }) => id !== "large") };

test("a shared screen is shown large, and its end brings the earlier scene back", () => {
	const { result, rerender } = open();
	act(() => result.current.choose("large"));
	act(() => result.current.enlarge("guest-1"));
	act(() => result.current.choose("solo"));
	rerender({ sharing: true, first: FIRST });
	expect(result.current.design.air.scene).toBe("large");
	expect(large(result.current.design)).toBe("");
	rerender({ sharing: false, first: FIRST });
	expect(result.current.design.air.scene).toBe("solo");
});

test("a scene that the host chose during sharing stays after it", () => {
	const { result, rerender } = open();
	rerender({ sharing: true, first: FIRST });
	act(() => result.current.choose("solo"));
	rerender({ sharing: false, first: FIRST });
	expect(result.current.design.air.scene).toBe("solo");
});

test("a scene that already shows the screen stays on air", () => {
	const { result, rerender } = open();
	act(() => result.current.choose("large"));
	rerender({ sharing: true, first: FIRST });
	rerender({ sharing: false, first: FIRST });
	expect(result.current.design.air.scene).toBe("large");
});

test("a show without a scene for the screen stays as it is", () => {
	const { result, rerender } = open(withoutScreen);
	rerender({ sharing: true, first: withoutScreen });
	expect(result.current.design).toBe(withoutScreen);
});

test("a scene with another screen than the share button's stays as it is", () => {
	const other = { kind: "screen", name: "" } as const;
	const items = FIRST.scenes[0]?.items.map((item) => ({ ...item, id: "other", source: "other" })) ?? [];
	const [solo, ...rest] = withoutScreen.scenes;
	const first = { ...FIRST, sources: { ...FIRST.sources, other }, scenes: [{ ...solo, items }, ...rest] } as Design;
	const { result, rerender } = open(first);
	rerender({ sharing: true, first });
	expect(result.current.design).toBe(first);
});

test("a scene keeps its large source for later", () => {
	const { result } = open();
	act(() => result.current.choose("large"));
	act(() => result.current.enlarge("guest-1"));
	act(() => result.current.choose("solo"));
	expect(large(result.current.design)).toBe("guest-1");
});

test("keys choose by place, and the next scene comes after the last", () => {
	const { result } = open();
	act(() => result.current.chooseAt(2));
	expect(result.current.design.air.scene).toBe("large");
	act(() => result.current.chooseAt(8));
	expect(result.current.design.air.scene).toBe("large");
	act(() => result.current.next());
	expect(result.current.design.air.scene).toBe("solo");
});
