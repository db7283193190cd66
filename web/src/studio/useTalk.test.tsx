// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Devices, DevicesState } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import type { SeenGuest } from "../stage/guests";
import { guestOf, personOf } from "../testing/guests";
import OffAirSign from "./OffAirSign";
import TalkOffAir from "./TalkOffAir";
import { type Talk, useTalk, useTalkMic } from "./useTalk";

beforeEach(() => setLanguage("en"));

test("talk off air ends with the show, and does not come back with the next one", () => {
	const { result, rerender } = renderHook(({ live }) => useTalk(live, true), { initialProps: { live: true } });
	act(() => result.current.turn(true));
	expect(result.current.on).toBe(true);
	rerender({ live: false });
	rerender({ live: true });
	expect(result.current.on).toBe(false);
});

test("talk to one guest begins once the host met the guests, and goes on when the show begins", () => {
	const ann = { Identity: "ann", UserName: "Ann" };
	const first = { live: false, met: false };
	const { result, rerender } = renderHook(({ live, met }) => useTalk(live, met), { initialProps: first });
	act(() => result.current.turn(true, ann));
	expect(result.current.on).toBe(false);
	rerender({ live: false, met: true });
	expect(result.current).toMatchObject({ on: true, to: ann });
	rerender({ live: true, met: true });
	expect(result.current).toMatchObject({ on: true, to: ann });
	act(() => result.current.turn(true));
	expect(result.current).toMatchObject({ on: true, to: null });
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
	const { container, rerender } = render(<TalkOffAir talk={{ on: false, to: null, turn }} />);
	const now = (on: boolean) => rerender(<TalkOffAir talk={{ on, to: null, turn }} />);
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

test("the sign names the one guest who hears the host, and says when nobody does", () => {
	const turn = vi.fn();
	const ann = guestOf("Ann", { OnAir: false });
	const sign = (talk: Talk, guests: SeenGuest[], live = true) =>
		render(<OffAirSign talk={talk} guests={guests} live={live} />).container.textContent;
	const alone = { on: true, to: { Identity: ann.Identity, UserName: "Ann" }, turn };
	const here = (part: object) => [{ ...ann, ...part, person: personOf("Ann") }];
	expect(sign(alone, here({}))).toBe("Only Ann hears youViewers and the other guests do not.Back to viewers");
	expect(sign(alone, here({ OnAir: true }))).toContain("Viewers still hear Ann.");
	expect(sign(alone, here({}), false)).toBe("Only Ann hears youThe other guests do not.Back to all guests");
	expect(sign(alone, [{ ...ann, person: null }])).toContain("Nobody hears you now");
	expect(sign(alone, [])).toContain("Nobody hears you now");
	expect(sign({ on: true, to: null, turn }, here({}))).toContain("Viewers do not hear you");
	setLanguage("zh");
	expect(sign(alone, here({}))).toContain("只有Ann听得到你");
});
