// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeTrack } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { FakeServer } from "../testing/server";
import { openProgram, type Program } from "./program";
import { sent, wish } from "./wish";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

const layers = [180, 360].map((height, quality) => ({ quality, width: (height * 16) / 9, height }));

/** A publication at LiveKit's boundary. */
class FakePublication {
	isEnabled = true;
	videoQuality = 2;
	isDesired = false;
	subscriptions = 0;
	track: { mediaStreamTrack: FakeTrack; receiver: object };
	trackInfo: object;

	constructor(readonly kind: "video" | "audio") {
		this.track = { mediaStreamTrack: new FakeTrack(kind, kind), receiver: { of: kind } };
		this.trackInfo = { layers: kind === "video" ? layers : [] };
	}

	setSubscribed = (subscribed: boolean) => {
		this.isDesired = subscribed;
		this.subscriptions += 1;
	};

	setVideoQuality = (quality: number) => {
		this.videoQuality = quality;
	};

	emitTrackUpdate = () => {};
}

let program: Program;
let picture: FakePublication;
let sound: FakePublication;

beforeEach(() => {
	new FakeServer({ WatchShow: { Token: "t" } });
	vi.stubGlobal("MediaStream", class {});
	wish({ choice: "auto", place: null, hidden: false });
	sent.set({ layers: [], sound: null });
	program = openProgram("/w/tea", "program-1", { onStream: () => {}, onFault: () => {} });
	picture = new FakePublication("video");
	sound = new FakePublication("audio");
	FakeRoom.last.remoteParticipants.set("program-1", {
		identity: "program-1",
		trackPublications: new Map([picture, sound].entries()),
	});
	FakeRoom.last.emit("trackPublished");
});

test("the page hears what the named publisher sends, and only of changes", () => {
	expect(sent.get()).toEqual({ layers, sound: { of: "audio" } });
	const before = sent.get();
	FakeRoom.last.emit("trackSubscribed");
	expect(sent.get()).toBe(before);
	program.follow("program-2");
	expect(sent.get()).toEqual({ layers: [], sound: null });
});

test("a viewer who wants sound only leaves the picture, and takes it again", () => {
	wish({ choice: "sound" });
	expect([picture.isDesired, sound.isDesired]).toEqual([false, true]);
	wish({ choice: "auto" });
	expect([picture.isDesired, sound.isDesired]).toEqual([true, true]);
});

test("a viewer who comes with sound only never takes the picture", () => {
	wish({ choice: "sound" });
	const before = picture.subscriptions;
	FakeRoom.last.emit("reconnected");
	expect(picture.isDesired).toBe(false);
	expect(picture.subscriptions).toBe(before + 1);
});

test("a smaller place asks for a smaller picture, and for nothing else", () => {
	const before = picture.subscriptions;
	wish({ place: { width: 320, height: 180 } });
	expect(picture.videoQuality).toBe(0);
	expect(picture.subscriptions).toBe(before);
});

test("a program that was stopped follows no wish", () => {
	program.stop();
	wish({ choice: "sound" });
	expect(picture.isDesired).toBe(true);
});
