import { expect, test } from "vitest";
import type { DesignSource } from "../design/document";
import type { ExtraDevice } from "../devices/extra";
import { extraSounds, extraSources, wantedDevices } from "./useExtra";

const device = (kind: "camera" | "microphone", id: string): DesignSource => ({ kind, name: "", device: id, label: "" });
const track = {} as MediaStreamTrack;

test("the devices of a design are wanted, but not the device bar's camera", () => {
	const sources = { camera: device("camera", ""), desk: device("camera", "c2"), hand: device("microphone", "m2") };
	expect(wantedDevices(sources).map(({ id, kind, device }) => [id, kind, device])).toEqual([
		["desk", "camera", "c2"],
		["hand", "microphone", "m2"],
	]);
});

test("a further camera is a source of the picture, and a further microphone a sound", () => {
	const wanted = wantedDevices({ desk: device("camera", "c2"), gone: device("camera", "c3"), hand: device("microphone", "m2") });
	const open: ExtraDevice = { track, missing: false };
	const extra = new Map<string, ExtraDevice>([
		["desk", open],
		["gone", { track: null, missing: true }],
		["hand", open],
	]);
	expect(extraSources(wanted, extra).map((source) => [source.id, source.kind, source.track])).toEqual([
		["desk", "camera", track],
		["gone", "camera", null],
	]);
	expect([...extraSounds(wanted, extra)]).toEqual([["hand", track]]);
});
