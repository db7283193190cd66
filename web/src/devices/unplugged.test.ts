// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test } from "vitest";
import { deferred, pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { isSame } from "./choice";
import { Devices } from "./devices";

let browser: FakeDevices;
beforeEach(() => {
	browser = new FakeDevices({ video: ["cam", "cam 2", "cam 3"], audio: ["headset", "mic"] });
});

async function started() {
	const devices = new Devices();
	await devices.start();
	return devices;
}

/** Tell which device is open, and for which one it stands in. */
function now(devices: Devices, kind: "camera" | "mic" = "camera") {
	const { track, away, cause } = devices.snapshot()[kind];
	return [track?.id ?? cause, away?.label ?? ""];
}

const live = (kind: "video" | "audio") =>
	browser.tracks.filter((track) => track.kind === kind && track.readyState === "live").map(({ id }) => id);

test("an unplugged camera is replaced at once, and returns by itself when it is back", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	expect(now(devices)).toEqual(["cam 2", "The cam"]);
	expect(devices.snapshot().camera).toMatchObject({ deviceId: "cam 2", opening: false });
	browser.plug({ video: ["cam 2", "cam"] });
	await pass();
	expect(now(devices)).toEqual(["cam", ""]);
	expect(live("video")).toEqual(["cam"]);
});

test("a headset that goes empty while muted is replaced, and both stay muted", async () => {
	const devices = await started();
	devices.set("mic", false);
	browser.unplug("headset");
	await pass();
	expect(now(devices, "mic")).toEqual(["mic", "The headset"]);
	browser.plug({ audio: ["headset", "mic"] });
	await pass();
	expect(now(devices, "mic")).toEqual(["headset", ""]);
	expect(browser.last("audio").enabled).toBe(false);
});

test("a device that goes and returns twice is open once at the end", async () => {
	const devices = await started();
	for (let round = 0; round < 2; round += 1) {
		browser.unplug("cam");
		await pass();
		expect(now(devices)).toEqual(["cam 2", "The cam"]);
		browser.plug({ video: ["cam", "cam 2"] });
		browser.plug({ video: ["cam", "cam 2"] });
		await pass();
		expect(now(devices)).toEqual(["cam", ""]);
	}
	expect(live("video")).toEqual(["cam"]);
});

test("a device that stands in does not become the choice", async () => {
	const devices = await started();
	devices.choose("camera", "cam 3");
	await pass();
	browser.unplug("cam 3");
	await pass();
	expect(now(devices)).toEqual(["cam", "The cam 3"]);
	devices.stop();
	browser.plugged.video = ["cam", "cam 3"];
	expect(now(await started())).toEqual(["cam 3", ""]);
});

test("a chosen device that is missing at the start opens when it is plugged in", async () => {
	(await started()).choose("camera", "cam 3");
	browser.plugged.video = ["cam"];
	const devices = await started();
	expect(now(devices)).toEqual(["cam", ""]);
	browser.plug({ video: ["cam", "cam 3"] });
	await pass();
	expect(now(devices)).toEqual(["cam 3", ""]);
});

test("a person who chooses another device meanwhile keeps that one", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	devices.choose("camera", "cam 3");
	await pass();
	expect(now(devices)).toEqual(["cam 3", ""]);
	browser.plug({ video: ["cam", "cam 2", "cam 3"] });
	await pass();
	expect(now(devices)).toEqual(["cam 3", ""]);
});

test("a person who keeps the device that stands in is not moved back", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	const track = browser.last("video");
	devices.keep("camera");
	expect(now(devices)).toEqual(["cam 2", ""]);
	browser.plug({ video: ["cam", "cam 2"] });
	await pass();
	expect([now(devices), track.readyState]).toEqual([["cam 2", ""], "live"]);
	expect(now(await started())).toEqual(["cam 2", ""]);
});

test("a choice wins over a device that is opening again", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	const late = deferred<void>();
	browser.hold = late.promise;
	browser.plug({ video: ["cam", "cam 2", "cam 3"] });
	await pass();
	browser.hold = null;
	devices.choose("camera", "cam 3");
	await pass();
	late.resolve();
	await pass();
	expect(now(devices)).toEqual(["cam 3", ""]);
	expect(live("video")).toEqual(["cam 3"]);
});

test("without any device the page says so, and the chosen one opens when it is back", async () => {
	const devices = await started();
	for (const id of ["cam", "cam 2", "cam 3"]) {
		browser.unplug(id);
		await pass();
	}
	expect(now(devices)).toEqual(["none", ""]);
	browser.plug({ video: ["cam 2"] });
	await pass();
	expect(now(devices)).toEqual(["cam 2", "The cam"]);
	browser.plug({ video: ["cam 2", "cam"] });
	await pass();
	expect(now(devices)).toEqual(["cam", ""]);
});

test("a device that stands in and goes too is replaced by the next one", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	browser.unplug("cam 2");
	await pass();
	expect(now(devices)).toEqual(["cam 3", "The cam"]);
});

test("a device that another program uses does not stand in", async () => {
	const devices = await started();
	browser.busy.add("cam 2");
	browser.unplug("cam");
	await pass();
	expect(now(devices)).toEqual(["cam 3", "The cam"]);
});

test("a device that does not open at once when it is back is tried again", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	browser.busy.add("cam");
	browser.plug({ video: ["cam", "cam 2"] });
	await pass();
	expect(now(devices)).toEqual(["cam 2", "The cam"]);
	expect(live("video")).toEqual(["cam 2"]);
	browser.busy.clear();
	await pass(300);
	expect(now(devices)).toEqual(["cam", ""]);
});

test("a device that comes back while another one is opening is opened after it", async () => {
	const devices = await started();
	const late = deferred<void>();
	browser.hold = late.promise;
	browser.unplug("cam");
	await pass();
	browser.busy.add("cam");
	browser.plug({ video: ["cam", "cam 2"] });
	await pass();
	browser.hold = null;
	late.resolve();
	await pass();
	expect(now(devices)).toEqual(["cam 2", "The cam"]);
	browser.busy.clear();
	await pass(300);
	expect(now(devices)).toEqual(["cam", ""]);
});

test("a device that leaves the list without ending its track is replaced", async () => {
	const devices = await started();
	const track = browser.last("video");
	browser.plug({ video: ["cam 2"] });
	await pass();
	expect(now(devices)).toEqual(["cam 2", "The cam"]);
	expect(track.readyState).toBe("ended");
});

test("a camera that is turned off while another one stands in opens as the chosen one", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	devices.set("camera", false);
	expect(now(devices)).toEqual([null, ""]);
	browser.plug({ video: ["cam 2", "cam"] });
	devices.set("camera", true);
	await pass();
	expect(now(devices)).toEqual(["cam", ""]);
});

test("a page that stops while a device is opening again leaves nothing open", async () => {
	const devices = await started();
	browser.unplug("cam");
	await pass();
	browser.plug({ video: ["cam", "cam 2"] });
	devices.stop();
	await pass();
	expect([live("video"), live("audio")]).toEqual([[], []]);
});

test("the system's choice is another device when its label is another one", () => {
	const headset = { id: "default", label: "Default - Headset" };
	expect(isSame(headset, { id: "default", label: "Default - Built-in" })).toBe(false);
	expect(isSame(headset, { id: "default", label: "" })).toBe(true);
	expect(isSame({ id: "cam", label: "Camera" }, { id: "cam", label: "Kamera" })).toBe(true);
});
