// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Devices, DevicesState } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import TalkOffAir from "./TalkOffAir";
import { useTalk, useTalkMic } from "./useTalk";

beforeEach(() => setLanguage("en"));

test("talk off air ends with the show, and does not come back with the next one", () => {
	const { result, rerender } = renderHook(({ live }) => useTalk(live), { initialProps: { live: true } });
	act(() => result.current.turn(true));
	expect(result.current.on).toBe(true);
	rerender({ live: false });
	rerender({ live: true });
	expect(result.current.on).toBe(false);
});

function talkMic(open: boolean) {
	const set = vi.fn();
	const devices = { set } as unknown as Devices;
	const state = (wanted: boolean) => ({ mic: { wanted } }) as unknown as DevicesState;
	const { rerender } = renderHook(({ on, wanted }) => useTalkMic(on, devices, state(wanted)), {
		initialProps: { on: false, wanted: open },
	});
	rerender({ on: true, wanted: open });
	rerender({ on: true, wanted: true });
	rerender({ on: false, wanted: true });
	return set.mock.calls;
}

test("a muted microphone opens for talk off air alone, and a reload keeps it muted", () => {
	expect(talkMic(false)).toEqual([
		["mic", true, false],
		["mic", false, false],
	]);
	expect(talkMic(true)).toEqual([]);
});

function button() {
	const turn = vi.fn();
	const { container, rerender } = render(<TalkOffAir talk={{ on: false, turn }} />);
	const now = (on: boolean) => rerender(<TalkOffAir talk={{ on, turn }} />);
	const told = () => turn.mock.calls.map(([on]) => on);
	return { told, now, button: container.querySelector("#talk-off-air") as Element };
}

test("a click starts talk off air, and the next one ends it", () => {
	const { told, now, button: it } = button();
	fireEvent.pointerDown(it);
	now(true);
	fireEvent.pointerUp(it);
	fireEvent.click(it);
	expect(told()).toEqual([true]);
	fireEvent.pointerDown(it);
	fireEvent.pointerUp(it);
	fireEvent.click(it);
	expect(told()).toEqual([true, false]);
});

test("a held button talks while it is held, and a key alone starts and ends it", () => {
	vi.useFakeTimers({ toFake: ["performance"] });
	const { told, now, button: it } = button();
	fireEvent.pointerDown(it);
	now(true);
	vi.advanceTimersByTime(900);
	fireEvent.pointerUp(it);
	now(false);
	fireEvent.click(it);
	expect(told()).toEqual([true, false]);
	fireEvent.click(it);
	expect(told()).toEqual([true, false, true]);
	now(true);
	fireEvent.click(it);
	expect(told()).toEqual([true, false, true, false]);
	vi.useRealTimers();
});
