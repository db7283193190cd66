/** Lets a benchmark run the compositor with any number of sources, or a worker that only draws one frame. */
import { Compositor } from "../src/compositor/compositor";
import type { DesignSource, Item, Rect, Shown } from "../src/design/document";
import { FIRST, itemOf } from "../src/design/first";
import { drawnSources } from "../src/drawn/sources";
import { everySecond } from "../src/net/seconds";
import { pictureOf } from "../src/scene/picture";
import type { Source } from "../src/source/source";
import type { Bare } from "./bare.worker";

const FORMAT = { width: 1280, height: 720, fps: 30 };
/** What is drawn above the cameras. The clock changes each second. */
const DRAWN: Record<string, { source: DesignSource; rect: Rect }> = {
	title: {
		source: { kind: "text", text: "All hands", size: 0.08, colour: "#ffffff", back: "#183060", align: "left", bold: true },
		rect: { x: 0.05, y: 0.05, width: 0.4, height: 0.15 },
	},
	name: {
		source: { kind: "lowerThird", title: "Wang Wei", line: "Director" },
		rect: { x: 0.05, y: 0.75, width: 0.4, height: 0.18 },
	},
	clock: { source: { kind: "clock", zone: "UTC", seconds: true }, rect: { x: 0.8, y: 0.05, width: 0.15, height: 0.1 } },
	logo: {
		source: { kind: "picture", name: "", file: "logo", width: 2, height: 1 },
		rect: { x: 0.8, y: 0.8, width: 0.15, height: 0.15 },
	},
};

/** The size of the cameras. */
let size = { width: FORMAT.width, height: FORMAT.height };
let opened: MediaStreamTrack | null = null;
let end = () => {};
let made = 0;

/** Compose so many cameras, in the grid that the studio arranges. `drawn`: with the drawn sources above. */
async function compose(cameras: number, drawn: boolean): Promise<void> {
	end();
	const tracks = await open(cameras);
	const sources = tracks.map((track, at): Source => ({ ...person(at), track }));
	const compositor = new Compositor(FORMAT);
	let before = new Map<string, Source>();
	const show = () => {
		const shown = shownOf(drawn);
		const moment = { air: { pages: {}, overlays: [], ends: {} }, now: Date.now(), startsAt: 0 };
		before = drawnSources(shown, moment, { absent: new Set<string>(), open: picture, slides: noSlides }, before);
		const own = new Map([["camera", sources[0] as Source], ...before]);
		const cast = { own, guests: sources.slice(1), spoken: [] };
		const program = pictureOf(shown, cast, FORMAT);
		compositor.show({ program, fade: false, small: new Map(), cast: { shown: cast, stored: cast } });
	};
	show();
	const stop = everySecond(show);
	run(compositor.track, tracks, () => {
		stop();
		compositor.close();
	});
}

/** Draw one frame of the camera at each tick in a worker, and make a frame of it. */
async function bare(): Promise<void> {
	end();
	const tracks = await open(1);
	const { readable } = new MediaStreamTrackProcessor({ track: tracks[0] as MediaStreamVideoTrack });
	const generator = new MediaStreamTrackGenerator({ kind: "video" });
	const worker = new Worker(new URL("./bare.worker.ts", import.meta.url), { type: "module" });
	const order: Bare = { from: readable, into: generator.writable, format: FORMAT };
	worker.postMessage(order, [order.from, order.into]);
	run(generator, tracks, () => worker.terminate());
}

/** Compose nothing: only deliver the cameras' frames to readers that close them. */
async function read(cameras: number): Promise<void> {
	end();
	const tracks = await open(cameras);
	run(null, tracks, () => {});
	for (const track of tracks) void count(track, () => (made += 1));
}

/** Set the cameras' size in pixels, before the first one is opened. */
function cameras(width: number, height: number): void {
	size = { width, height };
}

function run(track: MediaStreamTrack | null, cameras: MediaStreamTrack[], stop: () => void): void {
	made = 0;
	if (track) void count(track, () => (made += 1));
	end = () => {
		stop();
		for (const one of [...cameras, ...(track ? [track] : [])]) one.stop();
		end = () => {};
	};
}

async function count(track: MediaStreamTrack, frame: () => void): Promise<void> {
	const reader = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack }).readable.getReader();
	for (;;) {
		const { value, done } = await reader.read();
		if (done || !value) return;
		value.close();
		frame();
	}
}

/** Return so many tracks of one camera. The camera's process makes each frame once, for all of them. */
async function open(cameras: number): Promise<MediaStreamTrack[]> {
	const video = { width: { exact: size.width }, height: { exact: size.height }, frameRate: FORMAT.fps };
	opened ??= (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks()[0] as MediaStreamTrack;
	return Array.from({ length: cameras }, () => (opened as MediaStreamTrack).clone());
}

function shownOf(drawn: boolean): Shown {
	const [, scene] = FIRST.scenes;
	if (!scene) throw new Error("no scene");
	const more: Item[] = drawn ? Object.entries(DRAWN).map(([id, { rect }]) => itemOf(id, id, { rect, fit: "contain" })) : [];
	const kinds = Object.entries(DRAWN).map(([id, { source }]) => [id, source] as const);
	const sources = { ...FIRST.sources, ...Object.fromEntries(kinds) };
	return { scene: { ...scene, items: [...scene.items, ...more] }, sources, overlays: [], brand: FIRST.brand };
}

const person = (at: number): Omit<Source, "track"> => {
	const name = `Person ${at}`;
	return { id: `person-${at}`, kind: at ? "guest" : "host", name, initial: "P" };
};

async function picture(): Promise<Blob> {
	const canvas = new OffscreenCanvas(400, 200);
	const to = canvas.getContext("2d");
	to?.fillRect(20, 20, 360, 160);
	return canvas.convertToBlob();
}

const noSlides = () => {
	throw new Error("no slides");
};

Object.assign(window, { compose, bare, read, stop: () => end(), made: () => made, cameras });
