// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { type Room, RoomEvent } from "livekit-client";
import { expect, test } from "vitest";
import { FakeRoom } from "../testing/room";
import { spokenNow, useSpoken } from "./useSpoken";

test("those who speak now come first, and nobody is there twice", () => {
	expect(spokenNow(["a", "b", "c"], ["c", "d"])).toEqual(["c", "d", "a", "b"]);
});

test("the list stays the same while the same people speak, and in a silence", () => {
	const before = ["a", "b", "c"];
	expect(spokenNow(before, ["b", "a"])).toBe(before);
	expect(spokenNow(before, [])).toBe(before);
});

test("the last speaker of the room is first, and the host is the camera", () => {
	const room = new FakeRoom();
	const { result, rerender } = renderHook(({ room }) => useSpoken(room), {
		initialProps: { room: room as unknown as Room | null },
	});
	const speak = (...speakers: object[]) => act(() => room.emit(RoomEvent.ActiveSpeakersChanged, speakers));
	speak({ identity: "guest-1" });
	speak({ identity: "host-1", isLocal: true });
	speak({ identity: "guest-2" });
	expect(result.current).toEqual(["guest-2", "camera", "guest-1"]);
	rerender({ room: null });
	expect(result.current).toEqual([]);
	expect(room.heard).toBe(0);
});
