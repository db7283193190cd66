// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { useEncoder } from "./useEncoder";

const FORMAT = { width: 1280, height: 720, fps: 30 };

/** The browser reports `limit` of the sender. LiveKit is told the layers in `told`. */
let limit: "cpu" | "none";
let told: number[];
let room: FakeRoom;

beforeEach(async () => {
	[limit, told] = ["none", []];
	room = new FakeRoom();
	await room.connect("", "", {});
	const picture = new FakeTrack("video", "program").track;
	const published = await room.localParticipant.publishTrack({ mediaStreamTrack: picture }, { source: "camera" });
	Object.assign(published.track, {
		sender: { getStats: async () => stats() },
		setPublishingQuality: (to: number) => told.push(to),
	});
});

function stats(): Map<string, object> {
	const timestamp = Date.now();
	const layers = ["q", "h", "f"].map((rid) => ({
		type: "outbound-rtp",
		rid,
		timestamp,
		framesEncoded: Math.round(timestamp * 0.03),
		qualityLimitationReason: limit,
	}));
	return new Map<string, object>(layers.map((layer) => [layer.rid, layer]));
}

function watched() {
	const state = { room: room.room, connected: true, resuming: false, weak: false, fault: "" as const };
	return renderHook(() => useEncoder(state, FORMAT));
}

test("a slow encoder gets rid of the top layer, and gets it back", async () => {
	const { result } = watched();
	await pass(30_000);
	expect([result.current, told]).toEqual([null, []]);
	limit = "cpu";
	await pass(15_000);
	expect(result.current).toMatchObject({ width: 640, height: 360 });
	expect(told[0]).toBe(1);
	limit = "none";
	await pass(60_000);
	expect(result.current).toBe(null);
	expect(told.at(-1)).toBe(2);
});

test("a sender of a new connection is told again", async () => {
	const { result } = watched();
	limit = "cpu";
	await pass(15_000);
	limit = "none";
	const before = told.length;
	await pass(6_000);
	expect(told.slice(before)).toEqual([1, 1]);
	expect(result.current).not.toBe(null);
});
