// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { useSpeaker } from "./useSpeaker";

class Plugged extends EventTarget {
	ids = ["loud", "head"];
	enumerateDevices = async () => this.ids.map((deviceId) => ({ kind: "audiooutput", deviceId, label: deviceId }));
}
let plugged: Plugged;

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	plugged = new Plugged();
	vi.stubGlobal("navigator", { mediaDevices: plugged });
	Object.assign(HTMLMediaElement.prototype, { setSinkId: async () => {} });
});

test("the choice stays over a reload; while its output is unplugged the system's own is used", async () => {
	const first = renderHook(() => useSpeaker(null));
	await pass();
	act(() => first.result.current.choose("head"));
	expect(first.result.current.id).toBe("head");
	first.unmount();
	const { result } = renderHook(() => useSpeaker(null));
	await pass();
	expect(result.current.id).toBe("head");
	plugged.ids = ["loud"];
	plugged.dispatchEvent(new Event("devicechange"));
	await pass();
	expect(result.current.id).toBe("");
	plugged.ids = ["loud", "head"];
	plugged.dispatchEvent(new Event("devicechange"));
	await pass();
	expect(result.current.id).toBe("head");
});

test("a browser that cannot choose an output offers none", async () => {
	Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId");
	const { result } = renderHook(() => useSpeaker(null));
	await pass();
	expect(result.current.choices).toEqual([]);
});
