// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { Track } from "livekit-client";
import { expect, test } from "vitest";
import { FakeTrack } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { ASIDE } from "./backstage";
import { usePeople } from "./usePeople";

const publication = (kind: "video" | "audio", id: string, isMuted = false) => ({
	isMuted,
	track: { mediaStreamTrack: new FakeTrack(kind, id).track },
});

function participant(identity: string, tracks: Partial<Record<Track.Source, object>>) {
	const getTrackPublication = (source: Track.Source) => tracks[source];
	return { identity, name: identity, getTrackPublication, isMicrophoneEnabled: true, isSpeaking: false };
}

function roomWith(...participants: ReturnType<typeof participant>[]): FakeRoom {
	const room = new FakeRoom();
	for (const one of participants) room.remoteParticipants.set(one.identity, one);
	return room;
}

test("people are listed by identity, with what arrives of them", () => {
	const bo = participant("guest-bo", {
		[Track.Source.Camera]: publication("video", "camera"),
		[Track.Source.Microphone]: publication("audio", "voice"),
		[Track.Source.ScreenShareAudio]: publication("audio", "music"),
	});
	const room = roomWith(participant("host-ada", {}), bo);
	const people = renderHook(() => usePeople(room.room)).result.current;
	expect(people.map(({ identity }) => identity)).toEqual(["guest-bo", "host-ada"]);
	expect(people[0]?.camera?.id).toBe("camera");
	expect(people[0]?.screen).toBeNull();
	expect(people[0]?.sounds.map(({ id }) => id)).toEqual(["voice", "music"]);
});

test("without a room there are no people", () => {
	expect(renderHook(() => usePeople(null)).result.current).toEqual([]);
});

test("a muted camera has no picture, a muted microphone keeps its sound", () => {
	const room = roomWith(
		participant("guest-bo", {
			[Track.Source.Camera]: publication("video", "camera", true),
			[Track.Source.Microphone]: publication("audio", "voice", true),
		}),
	);
	const [bo] = renderHook(() => usePeople(room.room)).result.current;
	expect(bo?.camera).toBeNull();
	expect(bo?.sounds.map(({ id }) => id)).toEqual(["voice"]);
});

test("the list is current, and a page that goes listens no more", () => {
	const room = roomWith();
	const { result, unmount } = renderHook(() => usePeople(room.room));
	room.remoteParticipants.set("guest-bo", participant("guest-bo", {}));
	act(() => room.emit("participantConnected"));
	expect(result.current).toHaveLength(1);
	unmount();
	expect(room.heard).toBe(0);
});

test("a host who talks to another person alone looks muted here, and the one who hears them is told", () => {
	const voice = (heard: boolean) => ({
		...(heard ? publication("audio", "voice") : { isMuted: false }),
		trackName: ASIDE,
	});
	const host = (heard: boolean) => ({
		...participant("host-ada", { [Track.Source.Microphone]: voice(heard) }),
		isSpeaking: true,
	});
	const seen = (heard: boolean) => {
		const { room } = roomWith(host(heard));
		return renderHook(() => usePeople(room)).result.current[0];
	};
	expect(seen(true)).toMatchObject({ aside: true, micOpen: true, speaking: true });
	expect(seen(false)).toMatchObject({ aside: false, micOpen: false, speaking: false, sounds: [] });
});
