// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeRoom } from "../testing/room";
import { FakeServer } from "../testing/server";

const VIDEO = { kind: "video" };
const HOST_JOINED = 1_000_000;
let server: FakeServer;
let figures: { framesDecoded: number; freezeCount?: number };
let picture: { kind: string; isMuted: boolean; track: unknown };
let pictures: Map<string, unknown>;
let room: FakeRoom;
let report: () => void;

beforeEach(async () => {
	vi.resetModules(); // another page
	const { reportPictures } = await import("./reportPictures");
	server = new FakeServer({ ReportPicture: { Status: true } });
	figures = { framesDecoded: 0 };
	room = new FakeRoom();
	room.state = "connected";
	const receiver = { getStats: async () => new Map([["in", { type: "inbound-rtp", ...figures }]]) };
	picture = { kind: "video", isMuted: false, track: { receiver } };
	pictures = new Map([["camera", picture]]);
	room.remoteParticipants.set("host-1", { joinedAt: new Date(HOST_JOINED), trackPublications: pictures });
	joined(5000);
	const begun = performance.now();
	report = () => reportPictures(room.room, "/s/1", begun);
});

/** Let this page join so long after the host. */
function joined(later: number): void {
	Object.assign(room.localParticipant, { joinedAt: new Date(HOST_JOINED + later) });
}

const reports = () => server.calls.map(({ body }) => body);

test("a picture that was there tells how long after the join it came, once", async () => {
	await pass(1000);
	report();
	report();
	await pass(400);
	expect(reports()).toEqual([]);
	figures.framesDecoded = 1;
	await pass(100);
	expect(reports()).toEqual([{ FirstPictureMs: 1500, Stalls: 0 }]);
	expect(server.calls[0]?.url).toBe("/s/1/call/ReportPicture");
});

test("the picture of a person who came later counts from when they came", async () => {
	joined(-20_000);
	await pass(21_000);
	figures.framesDecoded = 1;
	report();
	await pass();
	expect(reports()).toEqual([{ FirstPictureMs: 1000, Stalls: 0 }]);
});

test("a camera that is switched on later counts from then", async () => {
	pictures.clear();
	report();
	await pass(50_000);
	pictures.set("camera", picture);
	room.emit("trackPublished", { kind: "audio" });
	room.emit("trackPublished", VIDEO);
	figures.framesDecoded = 1;
	await pass(5000);
	expect(reports()).toHaveLength(1);
	expect(reports()[0]?.FirstPictureMs).toBeLessThanOrEqual(5000);
});

test("a picture that was published nobody knows when tells no time", async () => {
	await pass(16_000);
	report();
	figures.framesDecoded = 1;
	await pass(60_000);
	expect(reports()).toEqual([]);
});

test("a camera that is off tells no time", async () => {
	picture.isMuted = true;
	report();
	picture.isMuted = false;
	figures.framesDecoded = 1;
	await pass(60_000);
	expect(reports()).toEqual([]);
});

test("freezes are reported together, each once", async () => {
	figures = { framesDecoded: 1, freezeCount: 0 };
	report();
	await pass();
	expect(reports()).toHaveLength(1);
	figures.freezeCount = 3;
	await pass(31_000);
	figures.freezeCount = 4;
	await pass(31_000);
	await pass(31_000);
	expect(reports().slice(1)).toEqual([{ Stalls: 3 }, { Stalls: 1 }]);
});

test("nothing is measured after the room was left, and a room that was joined again is measured again", async () => {
	report();
	room.state = "disconnected";
	await pass(100);
	figures = { framesDecoded: 1, freezeCount: 9 };
	report();
	await pass(60_000);
	expect(reports()).toEqual([]);
	expect(room.heard).toBe(0);
	room.state = "connected";
	report();
	await pass(60_000);
	expect(reports()).toEqual([{ Stalls: 9 }]);
});
