// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { deferred, pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { assign, type WantedDevice } from "./assign";
import { useExtraDevices } from "./useExtraDevices";

let browser: FakeDevices;
beforeEach(() => {
	browser = new FakeDevices({ video: ["cam", "desk", "door"], audio: ["mic", "lapel"] });
});

const camera = (id: string, device: string, label = `The ${device}`): WantedDevice => ({ id, kind: "camera", device, label });
const microphone = (id: string, device: string): WantedDevice => ({ ...camera(id, device), kind: "microphone" });

async function page(wanted: WantedDevice[]) {
	const hook = renderHook(({ active, wanted }) => useExtraDevices(active, wanted), {
		initialProps: { active: true, wanted },
	});
	await pass();
	return {
		now: () =>
			Object.fromEntries(
				[...hook.result.current].map(([id, { track, missing, busy }]) => [
					id,
					missing ? "missing" : busy ? "busy" : (track?.id ?? null),
				]),
			),
		track: (id: string) => hook.result.current.get(id)?.track,
		want: async (next: WantedDevice[], active = true) => {
			hook.rerender({ active, wanted: next });
			await pass();
		},
	};
}

const live = () => browser.tracks.filter(({ readyState }) => readyState === "live").map(({ id }) => id);

test("any number of cameras and microphones open, each by its source", async () => {
	const { now } = await page([camera("a", "desk"), camera("b", "door"), microphone("c", "lapel")]);
	expect(now()).toEqual({ a: "desk", b: "door", c: "lapel" });
	expect(browser.asked).toHaveLength(3);
});

test("a device that is no longer wanted closes, and the others keep their tracks", async () => {
	const { now, track, want } = await page([camera("a", "desk"), camera("b", "door")]);
	const kept = track("b");
	await want([camera("b", "door")]);
	expect(now()).toEqual({ b: "door" });
	expect(track("b")).toBe(kept);
	expect(live()).toEqual(["door"]);
});

test("a source that gets another device leaves the one before", async () => {
	const { now, want } = await page([camera("a", "desk")]);
	await want([camera("a", "door")]);
	expect(now()).toEqual({ a: "door" });
	expect(live()).toEqual(["door"]);
});

test("on another machine a device is found by its label", async () => {
	const { now } = await page([camera("a", "id of elsewhere", "The desk"), microphone("b", "lapel")]);
	expect(now()).toEqual({ a: "desk", b: "lapel" });
});

test("a device that is not there is missing, and takes no other one", async () => {
	const { now } = await page([camera("a", "attic")]);
	expect(now()).toEqual({ a: "missing" });
	expect(browser.asked).toEqual([]);
});

test("a device that is unplugged is missing until it is back", async () => {
	const { now } = await page([camera("a", "desk")]);
	browser.unplug("desk");
	await pass();
	expect(now()).toEqual({ a: "missing" });
	browser.plug({ video: ["cam", "desk"] });
	await pass();
	expect(now()).toEqual({ a: "desk" });
	expect(live()).toEqual(["desk"]);
});

test("a device that another program uses is not missing, and is tried again", async () => {
	browser.busy.add("desk");
	const { now } = await page([camera("a", "desk")]);
	expect(now()).toEqual({ a: null });
	browser.busy.clear();
	await pass(300);
	expect(now()).toEqual({ a: "desk" });
});

test("a busy device is tried again when the list changes", async () => {
	browser.busy.add("desk");
	const { now } = await page([camera("a", "desk")]);
	await pass(60_000);
	expect(now()).toEqual({ a: "busy" });
	const before = browser.asked.length;
	await pass(60_000);
	expect(browser.asked).toHaveLength(before);
	browser.busy.clear();
	browser.plug({});
	await pass();
	expect(now()).toEqual({ a: "desk" });
});

test("a page that may not act closes them all, and opens them again later", async () => {
	const wanted = [camera("a", "desk"), microphone("b", "lapel")];
	const { now, want } = await page(wanted);
	await want(wanted, false);
	expect(now()).toEqual({});
	expect(live()).toEqual([]);
	await want(wanted);
	expect(now()).toEqual({ a: "desk", b: "lapel" });
});

test("an answer that comes after the device is no longer wanted is closed", async () => {
	const late = deferred<void>();
	browser.hold = late.promise;
	const { now, want } = await page([camera("a", "desk")]);
	await want([]);
	late.resolve();
	await pass();
	expect(now()).toEqual({});
	expect(live()).toEqual([]);
});

test("the person is asked nothing: devices open once the page's own ones are allowed", async () => {
	const { enumerateDevices } = browser;
	browser.enumerateDevices = async () => (await enumerateDevices()).map((device) => ({ ...device, deviceId: "", label: "" }));
	const { now } = await page([camera("a", "desk")]);
	expect(now()).toEqual({ a: null });
	expect(browser.asked).toEqual([]);
	browser.enumerateDevices = enumerateDevices;
	browser.permissions.camera?.become("granted");
	await pass();
	expect(now()).toEqual({ a: "desk" });
});

test("two cameras of one make stay two", () => {
	const twins = [
		{ id: "1", label: "Twin" },
		{ id: "2", label: "Twin" },
	];
	const found = assign([camera("a", "x", "Twin"), camera("b", "2", "Twin"), camera("c", "y", "Twin")], twins);
	expect(Object.fromEntries(found)).toEqual({ a: "1", b: "2" });
});

test("sources that name one device share it", () => {
	const found = assign([camera("a", "x", "Desk"), camera("b", "x", "Desk")], [{ id: "1", label: "Desk" }]);
	expect(Object.fromEntries(found)).toEqual({ a: "1", b: "1" });
});
