// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { useFrames } from "./useFrames";

let onFrame: (() => void) | null;
let visibility: string;
const element = Object.assign(new EventTarget(), {
	readyState: 0,
	paused: false,
	requestVideoFrameCallback: (listener: () => void) => {
		onFrame = listener;
		return 1;
	},
	cancelVideoFrameCallback: () => {
		onFrame = null;
	},
});
const video = element as unknown as HTMLVideoElement;

beforeEach(() => {
	onFrame = null;
	element.readyState = 0;
	element.paused = false;
	visibility = "visible";
	Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
});

const stream = {} as MediaStream;
const frames = () => renderHook(() => useFrames(video, stream));
const frame = () => act(() => onFrame?.());

function turn(next: string): void {
	visibility = next;
	document.dispatchEvent(new Event("visibilitychange"));
}

test("without a stream there are no frames", async () => {
	const { result } = renderHook(() => useFrames(video, null));
	await pass(10_000);
	expect(result.current).toBe("none");
});

test("a stream without a first frame has not stopped", async () => {
	const { result } = frames();
	await pass(10_000);
	expect(result.current).toBe("none");
});

test("a picture that was there before React is coming at once, and may stop", async () => {
	element.readyState = 2;
	await pass(1_000);
	const { result } = frames();
	expect(result.current).toBe("coming");
	await pass(1_200);
	expect(result.current).toBe("coming");
	await pass(200);
	expect(result.current).toBe("stopped");
});

test("frames that come and stay away are told apart", async () => {
	const { result } = frames();
	await pass(1_000);
	frame();
	expect(result.current).toBe("coming");
	await pass(1_000);
	frame();
	await pass(1_200);
	expect(result.current).toBe("coming");
	await pass(200);
	expect(result.current).toBe("stopped");
	frame();
	expect(result.current).toBe("coming");
});

test("a hidden tab, which gets no frames, does not count as stopped", async () => {
	const { result } = frames();
	await pass(1_000);
	frame();
	turn("hidden");
	await pass(60_000);
	expect(result.current).toBe("coming");
	turn("visible");
	await pass(1_000);
	expect(result.current).toBe("coming");
	await pass(1_000);
	expect(result.current).toBe("stopped");
});

test("a paused picture, which shows no frames, does not count as stopped", async () => {
	const { result } = frames();
	await pass(1_000);
	frame();
	element.paused = true;
	await pass(60_000);
	expect(result.current).toBe("coming");
	element.paused = false;
	element.dispatchEvent(new Event("play"));
	await pass(1_000);
	expect(result.current).toBe("coming");
	await pass(1_000);
	expect(result.current).toBe("stopped");
});

test("a page that goes asks for no more frames", () => {
	frames().unmount();
	expect(onFrame).toBeNull();
});
