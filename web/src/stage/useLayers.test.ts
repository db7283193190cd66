// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { VideoQuality } from "livekit-client";
import { expect, test } from "vitest";
import { FakeRoom } from "../testing/room";
import { type Drawn, useLayers } from "./useLayers";

function picture(source: string, isSubscribed = true) {
	const made = {
		source,
		isSubscribed,
		taken: null as VideoQuality | null,
		setVideoQuality: (quality: VideoQuality) => {
			made.taken = quality;
		},
	};
	return made;
}

function roomOf(people: Record<string, ReturnType<typeof picture>[]>): FakeRoom {
	const room = new FakeRoom();
	for (const [identity, sent] of Object.entries(people)) {
		room.remoteParticipants.set(identity, { identity, trackPublications: new Map(sent.map((one, at) => [at, one])) });
	}
	return room;
}

test("a picture in a large place comes large, all others small, and a sound is left alone", () => {
	const [ann, bob, screen, voice] = [picture("camera"), picture("camera"), picture("screen_share"), picture("microphone")];
	const { room } = roomOf({ ann: [ann, screen, voice], bob: [bob] });
	const hook =
		(widths: Record<string, number>): Drawn =>
		(identity, which) =>
			widths[which === "screen" ? `${identity} screen` : identity] ?? 0;
	const initialProps = hook({ ann: 640, bob: 320 });
	const { rerender } = renderHook((drawn) => useLayers(room, drawn), { initialProps });
	const taken = () => [ann.taken, bob.taken, screen.taken, voice.taken];
	const { HIGH, LOW } = VideoQuality;
	expect(taken()).toEqual([HIGH, LOW, LOW, null]);
	rerender(hook({ bob: 400, "ann screen": 1280 }));
	expect(taken()).toEqual([LOW, HIGH, HIGH, null]);
});

test("a camera that comes later gets its layer, and the end leaves no listener", () => {
	const late = picture("camera", false);
	const room = roomOf({ late: [late] });
	const drawn = () => 0;
	const { unmount } = renderHook(() => useLayers(room.room, drawn));
	expect(late.taken).toBeNull();
	late.isSubscribed = true;
	room.emit("trackSubscribed");
	expect(late.taken).toBe(VideoQuality.LOW);
	unmount();
	expect(room.heard).toBe(0);
});
