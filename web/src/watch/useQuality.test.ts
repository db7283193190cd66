// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { useQuality } from "./useQuality";
import { choose, sent, wish } from "./wish";

const layers = [{ quality: 2, width: 1280, height: 720 }];
const sound = { getSynchronizationSources: () => [{ timestamp: 1 }] } as unknown as RTCRtpReceiver;

beforeEach(() => {
	wish({ choice: "auto" });
	sent.set({ layers: [], sound: null });
});

const quality = () => renderHook(() => useQuality(document.createElement("video")));

test("the picture comes back as it was before sound only", () => {
	const { result } = quality();
	act(() => choose(720));
	act(() => choose("sound"));
	expect(result.current.choice).toBe("sound");
	act(() => result.current.showPicture());
	expect(result.current.choice).toBe(720);
});

test("after a kept sound only, the picture comes back as usual", () => {
	wish({ choice: "sound" });
	const { result } = quality();
	act(() => result.current.showPicture());
	expect(result.current.choice).toBe("auto");
});

test("with sound only, the sound tells whether the show goes on", async () => {
	const { result } = quality();
	act(() => choose("sound"));
	act(() => sent.set({ layers, sound }));
	await pass(200);
	expect(result.current.heard).toBe("coming");
	await pass(2000);
	expect(result.current.heard).toBe("stopped");
});

test("a host without a microphone is not waited for", () => {
	const { result } = quality();
	act(() => choose("sound"));
	expect(result.current.heard).toBe("none");
	act(() => sent.set({ layers, sound: null }));
	expect(result.current.heard).toBe("coming");
});
