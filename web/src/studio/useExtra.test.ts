import { expect, test } from "vitest";
import type { DesignSource } from "../design/document";
import type { Device } from "../devices/devices";
import type { ExtraDevice } from "../devices/extra";
import { extraSounds, extraSources, freeMicrophones, missingLabels, wantedDevices } from "./useExtra";

const device = (kind: "camera" | "microphone", id: string): DesignSource => ({ kind, name: "", device: id, label: "" });

test("the devices of a design are wanted, but not the device bar's camera", () => {
	const sources = { camera: device("camera", ""), desk: device("camera", "c2"), hand: device("microphone", "m2") };
	expect(wantedDevices(sources).map(({ id, kind, device }) => [id, kind, device])).toEqual([
		["desk", "camera", "c2"],
		["hand", "microphone", "m2"],
	]);
});

const open = (id: string, label = ""): ExtraDevice => ({
	track: { label, getSettings: () => ({ deviceId: id }) } as MediaStreamTrack,
	missing: false,
	busy: false,
});
const MISSING: ExtraDevice = { track: null, missing: true, busy: false };

test("a further camera is a source of the picture, and only a name of its own stands on it", () => {
	const sources: Record<string, DesignSource> = {
		desk: { kind: "camera", name: "Ada", device: "c2", label: "Desk camera" },
		gone: { kind: "camera", name: "", device: "c3", label: "Door camera" },
	};
	const extra = new Map([
		["desk", open("c2")],
		["gone", MISSING],
	]);
	const found = extraSources(wantedDevices(sources), extra, sources);
	expect(found).toMatchObject([
		{ id: "desk", kind: "camera", name: "Ada", label: "Ada", initial: "A", track: extra.get("desk")?.track },
		{ id: "gone", kind: "camera", name: "", label: "Door camera", initial: "", track: null },
	]);
	expect(missingLabels(sources, extra)).toEqual(["Door camera"]);
});

test("a further microphone is a sound, but not the device bar's own one a second time", () => {
	const sources = { hand: device("microphone", "m2"), lapel: device("microphone", "m3"), desk: device("camera", "c2") };
	const extra = new Map([
		["hand", open("m2", "Hand")],
		["lapel", open("m3", "Lapel")],
		["desk", open("c2")],
	]);
	const heard = (mic: ExtraDevice) => [...extraSounds(wantedDevices(sources), extra, mic.track).keys()];
	expect(heard(MISSING)).toEqual(["hand", "lapel"]);
	expect(heard(open("m1", "Built-in"))).toEqual(["hand", "lapel"]);
	expect(heard(open("m2", "Hand"))).toEqual(["lapel"]);
	expect(heard(open("default", "Default - Lapel"))).toEqual(["hand"]);
});

test("a microphone is offered while neither the device bar nor the design uses it", () => {
	const choices = ["default", "m1", "m2", "m3", "m4"].map((id) => ({
		id,
		label: id === "default" ? "Default - M1" : id.toUpperCase(),
	}));
	const mic = { ...open("default", "Default - M1"), deviceId: "default", choices } as unknown as Device;
	const moved = open("m4").track as MediaStreamTrack;
	const free = freeMicrophones(
		mic,
		{ hand: device("microphone", "m2"), old: device("microphone", "x") },
		new Map([["old", moved]]),
	);
	expect(free.map(({ id }) => id)).toEqual(["m3"]);
});
