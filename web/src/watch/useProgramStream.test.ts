// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { FakeServer } from "../testing/server";
import { loadProgram } from "./load";
import type { Wish } from "./quality";
import { useProgramStream } from "./useProgramStream";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

class FakeStream {
	constructor(private tracks: FakeTrack[]) {}
	getTracks = () => this.tracks;
	getTrackById = (id: string) => this.tracks.find((track) => track.id === id) ?? null;
}

const onFault = vi.fn();
const onSent = vi.fn();
const auto: Wish = { choice: "auto", place: null, hidden: false };
let server: FakeServer;
beforeEach(() => {
	FakeRoom.made = [];
	server = new FakeServer({ WatchShow: { Token: "t" } });
	vi.stubGlobal("MediaStream", FakeStream);
});

const LAYERS = [180, 360].map((height, quality) => ({ quality, width: (height * 16) / 9, height }));

interface Publication {
	kind: "video" | "audio";
	track: { mediaStreamTrack: FakeTrack; receiver: object } | null;
	isDesired: boolean;
	isEnabled: boolean;
	videoQuality: number;
	trackInfo: { layers: { quality: number; width: number; height: number }[] };
	setSubscribed: ReturnType<typeof vi.fn>;
	setVideoQuality: ReturnType<typeof vi.fn>;
}

/** Let a participant publish a picture and a sound in the room. */
function publish(identity: string): Publication[] {
	const publications = (["video", "audio"] as const).map((kind) => ({
		kind,
		track: { mediaStreamTrack: new FakeTrack(kind, `${identity} ${kind}`), receiver: { of: kind } },
		isDesired: true,
		isEnabled: true,
		videoQuality: 2,
		trackInfo: { layers: LAYERS },
		setSubscribed: vi.fn(),
		setVideoQuality: vi.fn(),
	}));
	FakeRoom.last.remoteParticipants.set(identity, { identity, trackPublications: new Map(publications.entries()) });
	FakeRoom.last.emit("trackPublished");
	FakeRoom.last.emit("trackSubscribed");
	return publications;
}

async function watching(live = true, publisher = "program-1") {
	const props = { live, publisher, wish: auto };
	const hook = renderHook(({ live, publisher, wish }) => useProgramStream("/w/tea", live, publisher, onFault, wish, onSent), {
		initialProps: props,
	});
	await loadProgram();
	await pass();
	const rerender = (next: Partial<typeof props>) => hook.rerender({ ...props, ...next });
	return { ...hook, rerender, ids: () => hook.result.current?.getTracks().map(({ id }) => id) ?? null };
}

test("a show that is not live is not connected to", async () => {
	await watching(false);
	expect(FakeRoom.made).toHaveLength(0);
	expect(server.calls).toHaveLength(0);
});

test("the named publisher's tracks are subscribed and shown, and no others", async () => {
	const { ids } = await watching();
	expect(FakeRoom.last.connections[0]?.options).toEqual({ autoSubscribe: false });
	const strangers = publish("program-0");
	const named = publish("program-1");
	await pass();
	expect(ids()).toEqual(["program-1 video", "program-1 audio"]);
	for (const { setSubscribed } of named) expect(setSubscribed).toHaveBeenLastCalledWith(true);
	for (const { setSubscribed } of strangers) expect(setSubscribed).toHaveBeenLastCalledWith(false);
});

test("another publisher takes over without a new connection", async () => {
	const { ids, rerender } = await watching();
	const first = publish("program-1");
	publish("program-2");
	await pass();
	rerender({ publisher: "program-2" });
	expect(ids()).toEqual(["program-2 video", "program-2 audio"]);
	expect(first[0]?.setSubscribed).toHaveBeenLastCalledWith(false);
	expect(FakeRoom.made).toHaveLength(1);
});

test("the stream stays the same while its tracks do", async () => {
	const { result } = await watching();
	publish("program-1");
	await pass();
	const before = result.current;
	FakeRoom.last.emit("trackSubscribed");
	await pass();
	expect(result.current).toBe(before);
});

test("the last picture stays while the publisher is gone", async () => {
	const { result } = await watching();
	publish("program-1");
	await pass();
	const before = result.current;
	FakeRoom.last.remoteParticipants.clear();
	FakeRoom.last.emit("trackUnsubscribed");
	await pass();
	expect(result.current).toBe(before);
});

test("the end of the show leaves the room and the picture", async () => {
	const { result, rerender } = await watching();
	publish("program-1");
	await pass();
	rerender({ live: false, publisher: "" });
	await pass();
	expect(result.current).toBeNull();
	expect(FakeRoom.last.state).toBe("disconnected");
});

test("the page hears what the named publisher sends", async () => {
	await watching();
	publish("program-0");
	expect(onSent).toHaveBeenLastCalledWith({ layers: [], sound: null });
	publish("program-1");
	expect(onSent).toHaveBeenLastCalledWith({ layers: LAYERS, sound: { of: "audio" } });
});

test("a viewer who wants sound only leaves the picture, and takes it again", async () => {
	const { rerender } = await watching();
	const [picture, sound] = publish("program-1");
	await pass();
	rerender({ wish: { ...auto, choice: "sound" } });
	expect(picture?.setSubscribed).toHaveBeenLastCalledWith(false);
	expect(sound?.setSubscribed).toHaveBeenLastCalledWith(true);
	rerender({ wish: auto });
	expect(picture?.setSubscribed).toHaveBeenLastCalledWith(true);
});

test("a smaller place asks for a smaller picture, and for nothing else", async () => {
	const { rerender } = await watching();
	const [picture] = publish("program-1");
	await pass();
	const asked = picture?.setSubscribed.mock.calls.length;
	rerender({ wish: { ...auto, place: { width: 320, height: 180 } } });
	expect(picture?.setVideoQuality).toHaveBeenLastCalledWith(0);
	expect(picture?.setSubscribed.mock.calls).toHaveLength(asked ?? 0);
});
