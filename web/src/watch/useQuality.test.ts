// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import type { Choice } from "./quality";
import { useQuality } from "./useQuality";

let saveData: boolean;
let timestamp: number;
const receiver = { getSynchronizationSources: () => [{ timestamp }] } as unknown as RTCRtpReceiver;
const layers = [{ quality: 2, width: 1280, height: 720 }];

beforeEach(() => {
	saveData = false;
	timestamp = 1;
	localStorage.clear();
	Object.defineProperty(navigator, "connection", { get: () => ({ saveData }), configurable: true });
});

const quality = () => renderHook(() => useQuality({ current: null }));
const choose = (hook: ReturnType<typeof quality>, choice: Choice) => act(() => hook.result.current.choose(choice));

test("a viewer who chose nothing leaves it to the page, or saves data as the browser does", () => {
	expect(quality().result.current.choice).toBe("auto");
	saveData = true;
	expect(quality().result.current.choice).toBe("save");
});

test.each<Choice>(["auto", "save", "sound", 720])("the choice %s is kept for the next show", (choice) => {
	saveData = choice === "auto";
	choose(quality(), choice);
	expect(quality().result.current.choice).toBe(choice);
	expect(quality().result.current.wish.choice).toBe(choice);
});

test.each(["high", "0", "-720", "720p", "99999"])("an unknown kept choice %s counts as none", (kept) => {
	localStorage.setItem("kaibo.quality", kept);
	expect(quality().result.current.choice).toBe("auto");
});

test("the picture comes back as it was before sound only", () => {
	const hook = quality();
	choose(hook, 720);
	choose(hook, "sound");
	act(() => hook.result.current.showPicture());
	expect(hook.result.current.choice).toBe(720);
});

test("after a kept sound only, the picture comes back as usual", () => {
	localStorage.setItem("kaibo.quality", "sound");
	saveData = true;
	const hook = quality();
	act(() => hook.result.current.showPicture());
	expect(hook.result.current.choice).toBe("save");
});

test("the layers stay the same while the host sends the same", () => {
	const hook = quality();
	act(() => hook.result.current.onSent({ layers, sound: null }));
	const before = hook.result.current.layers;
	act(() => hook.result.current.onSent({ layers: structuredClone(layers), sound: receiver }));
	expect(hook.result.current.layers).toBe(before);
	act(() => hook.result.current.onSent({ layers: [], sound: receiver }));
	expect(hook.result.current.layers).toEqual([]);
});

test("with sound only, the sound tells whether the show goes on", async () => {
	const hook = quality();
	choose(hook, "sound");
	act(() => hook.result.current.onSent({ layers, sound: receiver }));
	await pass(200);
	expect(hook.result.current.heard).toBe("coming");
	await pass(2000);
	expect(hook.result.current.heard).toBe("stopped");
});

test("a host without a microphone is not waited for", () => {
	const hook = quality();
	choose(hook, "sound");
	expect(hook.result.current.heard).toBe("none");
	act(() => hook.result.current.onSent({ layers, sound: null }));
	expect(hook.result.current.heard).toBe("coming");
});
