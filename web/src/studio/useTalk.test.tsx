// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Devices, DevicesState } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import { personOf } from "../testing/guests";
import { FakeRoom } from "../testing/room";
import TalkOffAir from "./TalkOffAir";
import { ALL, useTalk, useTalkMic } from "./useTalk";

beforeEach(() => setLanguage("en"));

const [mia, tom] = [personOf("mia"), personOf("tom")];
const here = [mia, tom];

test("talk off air ends with the show, and when the only guest who hears it goes", () => {
	const { result, rerender } = renderHook(({ live, people }) => useTalk(live, people), {
		initialProps: { live: true, people: here },
	});
	expect(result.current.to).toBeNull();
	act(() => result.current.start(mia.identity));
	expect(result.current.to).toBe(mia.identity);
	rerender({ live: true, people: [tom] });
	expect(result.current.to).toBeNull();
	rerender({ live: true, people: here });
	expect(result.current.to).toBeNull();
	act(() => result.current.start(ALL));
	expect(result.current.to).toBe(ALL);
	rerender({ live: false, people: here });
	rerender({ live: true, people: here });
	expect(result.current.to).toBeNull();
});

function talkMic(open: boolean) {
	const set = vi.fn();
	const devices = { set } as unknown as Devices;
	const state = (wanted: boolean) => ({ mic: { wanted } }) as unknown as DevicesState;
	const { rerender } = renderHook(({ to, wanted }) => useTalkMic(to, devices, state(wanted), null), {
		initialProps: { to: null as string | null, wanted: open },
	});
	rerender({ to: ALL, wanted: open });
	rerender({ to: ALL, wanted: true });
	rerender({ to: null, wanted: true });
	return set.mock.calls;
}

test("a muted microphone opens for talk off air alone, and a reload keeps it muted", () => {
	expect(talkMic(false)).toEqual([
		["mic", true, false],
		["mic", false, false],
	]);
	expect(talkMic(true)).toEqual([]);
});

test("one guest alone hears the microphone, also of people who come later, and all see the host", () => {
	const room = new FakeRoom();
	const said: unknown[] = [];
	const own = { camera: { source: "camera", trackSid: "TR_c" }, microphone: { source: "microphone", trackSid: "TR_m" } };
	Object.assign(room.localParticipant, {
		trackPublications: new Map(Object.entries(own)),
		setTrackSubscriptionPermissions: (...values: unknown[]) => said.push(values),
	});
	room.remoteParticipants.set("guest-mia", {});
	const hook = renderHook(
		({ to }) => useTalkMic(to, {} as Devices, { mic: { wanted: true } } as unknown as DevicesState, room.room),
		{ initialProps: { to: "guest-mia" as string | null } },
	);
	room.remoteParticipants.set("guest-tom", {});
	room.emit("participantConnected");
	const mia = { participantIdentity: "guest-mia", allowAll: true };
	expect(said).toEqual([
		[false, [mia]],
		[false, [mia, { participantIdentity: "guest-tom", allowedTrackSids: ["TR_c"] }]],
	]);
	hook.rerender({ to: null });
	expect(said.at(-1)).toEqual([true]);
	expect(room.heard).toBe(0);
});

function button() {
	const talk = { to: null as string | null, start: vi.fn(), end: vi.fn() };
	const { container, rerender } = render(<TalkOffAir talk={talk} />);
	const now = (to: string | null) => rerender(<TalkOffAir talk={{ ...talk, to }} />);
	return { ...talk, now, button: container.querySelector("#talk-off-air") as Element };
}

test("a click starts talk off air, and the next one ends it", () => {
	const { start, end, now, button: it } = button();
	fireEvent.pointerDown(it);
	now(ALL);
	fireEvent.pointerUp(it);
	fireEvent.click(it);
	expect([start.mock.calls, end.mock.calls]).toEqual([[[ALL]], []]);
	fireEvent.pointerDown(it);
	fireEvent.pointerUp(it);
	fireEvent.click(it);
	expect(end).toHaveBeenCalledTimes(1);
});

test("a held button talks while it is held, and a key alone starts and ends it", () => {
	vi.useFakeTimers({ toFake: ["performance"] });
	const { start, end, now, button: it } = button();
	fireEvent.pointerDown(it);
	now(ALL);
	vi.advanceTimersByTime(900);
	fireEvent.pointerUp(it);
	now(null);
	fireEvent.click(it);
	expect([start.mock.calls.length, end.mock.calls.length]).toEqual([1, 1]);
	fireEvent.click(it);
	expect(start).toHaveBeenCalledTimes(2);
	now(ALL);
	fireEvent.click(it);
	expect(end).toHaveBeenCalledTimes(2);
	vi.useRealTimers();
});
