// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { FakeTrack } from "../testing/media";
import { useMutes } from "./useMutes";

function page(...ids: string[]) {
	const tracks = ids.map((id) => new FakeTrack("audio", id));
	const map = new Map(tracks.map((one) => [one.id, one.track]));
	const hook = renderHook(({ open }) => useMutes(open, map), { initialProps: { open: true } });
	return { ...hook, heard: () => tracks.filter(({ enabled }) => enabled).map(({ id }) => id) };
}

test("a microphone is muted alone, and the first one's mute covers all", () => {
	const { result, rerender, heard } = page("hand", "lapel");
	act(() => result.current.toggle("hand"));
	expect(heard()).toEqual(["lapel"]);
	rerender({ open: false });
	expect(heard()).toEqual([]);
	rerender({ open: true });
	expect(heard()).toEqual(["lapel"]);
	act(() => result.current.toggle("hand"));
	expect(heard()).toEqual(["hand", "lapel"]);
});

test("a muted microphone is still muted after a reload", () => {
	const before = page("hand", "lapel");
	act(() => before.result.current.toggle("hand"));
	before.unmount();
	const { result, heard } = page("hand", "lapel");
	expect(heard()).toEqual(["lapel"]);
	act(() => result.current.toggle("hand"));
	expect(page("hand").heard()).toEqual(["hand"]);
});
