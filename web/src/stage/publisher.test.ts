// @vitest-environment happy-dom
import "../testing/setup";
import { Track } from "livekit-client";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { type Outgoing, Publisher } from "./publisher";

const { Camera, Microphone } = Track.Source;
const CAMERA = new FakeTrack("video", "cam");
const OTHER = new FakeTrack("video", "other cam");
const MIC = new FakeTrack("audio", "mic");

const outgoing = (source: Track.Source, track: FakeTrack, muted = false): Outgoing => ({
	source,
	track: track.track,
	muted,
	options: { simulcast: false },
});

let room: FakeRoom;
let publisher: Publisher;
beforeEach(async () => {
	room = new FakeRoom();
	await room.connect("", "", {});
	publisher = new Publisher(room.room);
});

async function set(...wanted: Outgoing[]): Promise<void> {
	publisher.set(wanted);
	await pass();
}

test("wanted tracks are published with their options, a muted one muted", async () => {
	await set(outgoing(Camera, CAMERA), outgoing(Microphone, MIC, true));
	expect(room.localParticipant.outgoing).toEqual({
		camera: { id: "cam", muted: false },
		microphone: { id: "mic", muted: true },
	});
	expect(room.localParticipant.published[0]?.options).toEqual({ simulcast: false, source: Camera });
});

test("another track of the same source replaces the first without a new publication", async () => {
	await set(outgoing(Camera, CAMERA));
	await set(outgoing(Camera, OTHER));
	expect(room.localParticipant.outgoing).toEqual({ camera: { id: "other cam", muted: false } });
	expect(room.localParticipant.published).toHaveLength(1);
});

test("a microphone is muted and opened where it is", async () => {
	await set(outgoing(Microphone, MIC));
	await set(outgoing(Microphone, MIC, true));
	expect(room.localParticipant.outgoing).toEqual({ microphone: { id: "mic", muted: true } });
	await set(outgoing(Microphone, MIC));
	expect(room.localParticipant.outgoing).toEqual({ microphone: { id: "mic", muted: false } });
	expect(room.localParticipant.published).toHaveLength(1);
});

test("what is no longer wanted is unpublished, and its track stays live", async () => {
	await set(outgoing(Camera, CAMERA), outgoing(Microphone, MIC));
	await set(outgoing(Microphone, MIC));
	expect(Object.keys(room.localParticipant.outgoing)).toEqual(["microphone"]);
	expect(CAMERA.readyState).toBe("live");
});

test("nothing is published before the room is connected, all of it after", async () => {
	room.state = "disconnected";
	await set(outgoing(Camera, CAMERA));
	expect(room.localParticipant.outgoing).toEqual({});
	room.state = "connected";
	room.emit("connected");
	await pass();
	expect(Object.keys(room.localParticipant.outgoing)).toEqual(["camera"]);
});

test("a publication that LiveKit dropped is published again", async () => {
	await set(outgoing(Camera, CAMERA));
	room.localParticipant.trackPublications.clear();
	room.emit("localTrackUnpublished");
	await pass();
	expect(room.localParticipant.published).toHaveLength(2);
});

test("a publication that fails is tried again, and does not hold up the others", async () => {
	room.localParticipant.failures = [Promise.reject(new Error("no"))];
	await set(outgoing(Camera, CAMERA), outgoing(Microphone, MIC));
	expect(Object.keys(room.localParticipant.outgoing)).toEqual(["microphone"]);
	await pass(300);
	expect(Object.keys(room.localParticipant.outgoing)).toEqual(["microphone", "camera"]);
});

test("a publication without an answer is given up after ten seconds and tried again", async () => {
	room.localParticipant.failures = [new Promise<never>(() => {})];
	await set(outgoing(Camera, CAMERA));
	await pass(9_999);
	expect(room.localParticipant.outgoing).toEqual({});
	await pass(1 + 300);
	expect(room.localParticipant.outgoing).toEqual({ camera: { id: "cam", muted: false } });
});

test("a change during a publication is made after it", async () => {
	publisher.set([outgoing(Camera, CAMERA)]);
	publisher.set([outgoing(Camera, OTHER)]);
	await pass();
	expect(room.localParticipant.outgoing).toEqual({ camera: { id: "other cam", muted: false } });
});

test("a closed publisher changes nothing more and leaves the room connected", async () => {
	room.localParticipant.failures = [Promise.reject(new Error("no"))];
	await set(outgoing(Camera, CAMERA));
	publisher.close();
	room.emit("reconnected");
	await set(outgoing(Camera, OTHER));
	await pass(60_000);
	expect(room.localParticipant.outgoing).toEqual({});
	expect(room.heard).toBe(0);
	expect(room.disconnections).toBe(0);
});

test("a track of another name is a publication of its own, so no screen counts as the one before", async () => {
	const named = (track: FakeTrack, name: string) => ({ ...outgoing(Camera, track), options: { name } });
	await set(named(CAMERA, "first"));
	await set(named(OTHER, "second"));
	expect(room.localParticipant.published.map(({ options }) => (options as { name: string }).name)).toEqual(["first", "second"]);
	expect(room.localParticipant.outgoing).toEqual({ camera: { id: "other cam", muted: false } });
});

const ann = { participantIdentity: "ann", allowAll: true };
const bob = (...allowedTrackSids: string[]) => ({ participantIdentity: "bob", allowedTrackSids });
const onlyAnn = (name = "") => ({ ...outgoing(Microphone, MIC), only: "ann", options: { name } });

test("a voice for one person is published after its permission, and gone before all are permitted again", async () => {
	publisher.set([outgoing(Camera, CAMERA), outgoing(Microphone, MIC)], ["ann", "bob"]);
	await pass();
	room.localParticipant.told = [];
	publisher.set([outgoing(Camera, CAMERA), onlyAnn("aside")], ["ann", "bob"]);
	await pass();
	expect(room.localParticipant.told).toEqual(["-microphone", [ann, bob("TR_1")], "+microphone"]);
	room.localParticipant.told = [];
	publisher.set([outgoing(Camera, CAMERA), outgoing(Microphone, MIC)], ["ann", "bob"]);
	await pass();
	expect(room.localParticipant.told).toEqual(["-microphone", "all", "+microphone"]);
});

test("another person alone gets a track of their own, and nobody gets what was meant for the first", async () => {
	publisher.set([onlyAnn()], ["ann", "bob"]);
	await pass();
	room.localParticipant.told = [];
	publisher.set([{ ...onlyAnn(), only: "bob" }], ["ann", "bob"]);
	await pass();
	const swapped = [
		{ participantIdentity: "bob", allowAll: true },
		{ participantIdentity: "ann", allowedTrackSids: [] },
	];
	expect(room.localParticipant.told).toEqual(["-microphone", swapped, "+microphone"]);
});

test("the others get a camera that comes later, and a newcomer gets it too", async () => {
	publisher.set([onlyAnn()], ["bob"]);
	await pass();
	room.localParticipant.told = [];
	publisher.set([onlyAnn(), outgoing(Camera, CAMERA)], ["bob"]);
	await pass();
	expect(room.localParticipant.told).toEqual([[ann, bob()], "+camera", [ann, bob("TR_2")]]);
	publisher.set([onlyAnn(), outgoing(Camera, CAMERA)], ["bob", "cid"]);
	await pass();
	const cid = { participantIdentity: "cid", allowedTrackSids: ["TR_2"] };
	expect(room.localParticipant.told.at(-1)).toEqual([ann, bob("TR_2"), cid]);
});

test("after a new connection the permission comes first again", async () => {
	publisher.set([onlyAnn()], ["bob"]);
	await pass();
	room.localParticipant.trackPublications.clear();
	room.localParticipant.told = [];
	room.emit("reconnected");
	await pass();
	expect(room.localParticipant.told).toEqual([[ann, bob()], "+microphone"]);
});

test("a voice that cannot be taken away is followed by no permission for all", async () => {
	publisher.set([onlyAnn()], ["bob"]);
	await pass();
	room.localParticipant.told = [];
	room.localParticipant.stuck = true;
	publisher.set([outgoing(Microphone, MIC)], ["bob"]);
	await pass();
	expect(room.localParticipant.told).toEqual([]);
	room.localParticipant.stuck = false;
	await pass(300);
	expect(room.localParticipant.told).toEqual(["-microphone", "all", "+microphone"]);
});
