// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test } from "vitest";
import { deferred, pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { Devices } from "./devices";

let browser: FakeDevices;
beforeEach(() => {
	browser = new FakeDevices({ video: ["cam", "cam 2"], audio: ["mic"] });
});

async function started() {
	const devices = new Devices();
	await devices.start();
	return devices;
}

const ids = (devices: Devices) => {
	const { camera, mic } = devices.snapshot();
	return { camera: camera.track?.id ?? camera.cause, mic: mic.track?.id ?? mic.cause };
};

test("both devices are opened with one question", async () => {
	const devices = await started();
	expect(browser.asked).toHaveLength(1);
	expect(ids(devices)).toEqual({ camera: "cam", mic: "mic" });
	expect(devices.snapshot().camera).toMatchObject({ opening: false, deviceId: "cam" });
	expect(devices.snapshot().camera.choices.map(({ id }) => id)).toEqual(["cam", "cam 2"]);
});

test("a second start asks nothing", async () => {
	const devices = await started();
	await devices.start();
	expect(browser.asked).toHaveLength(1);
});

test("a missing camera does not cost the microphone", async () => {
	browser.plugged.video = [];
	expect(ids(await started())).toEqual({ camera: "none", mic: "mic" });
});

test("a person who refuses is asked once", async () => {
	browser.refusals = { video: "NotAllowedError", audio: "NotAllowedError" };
	expect(ids(await started())).toEqual({ camera: "refused", mic: "refused" });
	expect(browser.asked).toHaveLength(1);
});

test("a muted microphone keeps its track, and is open again without a question", async () => {
	const devices = await started();
	const track = browser.last("audio");
	devices.toggle("mic");
	expect([devices.snapshot().mic.wanted, track.enabled, track.readyState]).toEqual([false, false, "live"]);
	devices.toggle("mic");
	expect([devices.snapshot().mic.wanted, track.enabled]).toEqual([true, true]);
	expect(browser.asked).toHaveLength(1);
});

test("a camera that is turned off is released, and opened again when it is turned on", async () => {
	const devices = await started();
	const first = browser.last("video");
	devices.toggle("camera");
	expect(first.readyState).toBe("ended");
	expect(ids(devices).camera).toBeNull();
	devices.toggle("camera");
	await pass();
	expect(ids(devices).camera).toBe("cam");
	expect(browser.last("video")).not.toBe(first);
});

test("a device that was turned off stays off after a reload of the tab", async () => {
	(await started()).toggle("camera");
	browser.asked = [];
	const reloaded = await started();
	expect(reloaded.snapshot().camera.wanted).toBe(false);
	expect(browser.asked.map(({ video }) => video)).toEqual([undefined]);
});

test("the chosen camera takes effect at once and is remembered on this device", async () => {
	const devices = await started();
	const first = browser.last("video");
	devices.choose("camera", "cam 2");
	await pass();
	expect(ids(devices).camera).toBe("cam 2");
	expect(first.readyState).toBe("ended");
	expect(ids(await started()).camera).toBe("cam 2");
});

test("of two quick choices the later one wins, and no track is left open", async () => {
	const devices = await started();
	devices.choose("camera", "cam 2");
	devices.choose("camera", "cam");
	await pass();
	expect(ids(devices).camera).toBe("cam");
	const open = browser.tracks.filter(({ kind, readyState }) => kind === "video" && readyState === "live");
	expect(open.map(({ id }) => id)).toEqual(["cam"]);
});

test("an answer that comes after a newer choice is thrown away", async () => {
	const devices = await started();
	const late = deferred<void>();
	browser.hold = late.promise;
	devices.choose("camera", "cam 2");
	browser.hold = null;
	devices.choose("camera", "cam");
	await pass();
	late.resolve();
	await pass();
	expect(ids(devices).camera).toBe("cam");
	expect(browser.last("video")).toMatchObject({ id: "cam 2", readyState: "ended" });
});

test("an unplugged camera is replaced by another one", async () => {
	const devices = await started();
	browser.plugged.video = ["cam 2"];
	browser.last("video").end();
	await pass();
	expect(ids(devices).camera).toBe("cam 2");
});

test("a camera that is plugged in later is opened by itself", async () => {
	browser.plugged.video = [];
	const devices = await started();
	browser.plug({ video: ["cam"], audio: ["mic"] });
	await pass();
	expect(ids(devices).camera).toBe("cam");
});

test("a camera that is turned off stays off when one is plugged in", async () => {
	const devices = await started();
	devices.set("camera", false);
	browser.plug({ video: ["cam", "cam 3"], audio: ["mic"] });
	await pass();
	expect(ids(devices).camera).toBeNull();
});

test("the button of a device that failed tries again", async () => {
	browser.refusals = { video: "NotReadableError" };
	const devices = await started();
	expect(ids(devices).camera).toBe("busy");
	browser.refusals = {};
	devices.toggle("camera");
	await pass();
	expect(devices.snapshot().camera.wanted).toBe(true);
	expect(ids(devices).camera).toBe("cam");
});

test("the button of a microphone that failed mutes the other open ones, and then tries again", async () => {
	browser.refusals = { audio: "NotReadableError" };
	const devices = await started();
	devices.setOthers(true);
	devices.toggle("mic");
	expect(devices.snapshot().mic.wanted).toBe(false);
	browser.refusals = {};
	devices.toggle("mic");
	await pass();
	expect([devices.snapshot().mic.wanted, ids(devices).mic]).toEqual([true, "mic"]);
});

test("stopping turns both lights off and ignores answers that come late", async () => {
	const devices = await started();
	devices.choose("camera", "cam 2");
	devices.stop();
	await pass();
	expect(browser.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended", "ended"]);
	expect(ids(devices)).toEqual({ camera: null, mic: null });
	browser.plug({ video: ["cam 3"], audio: ["mic"] });
	await pass();
	expect(ids(devices).camera).toBeNull();
});

test("a device that is plugged in as the page stops stays closed", async () => {
	browser.plugged.video = [];
	const devices = await started();
	browser.plug({ video: ["cam"], audio: ["mic"] });
	devices.stop();
	await pass();
	expect(ids(devices).camera).toBeNull();
	expect(browser.tracks.filter(({ readyState }) => readyState === "live")).toEqual([]);
});

test("listeners hear of each change until they leave", async () => {
	const devices = new Devices();
	let heard = 0;
	const leave = devices.subscribe(() => {
		heard += 1;
	});
	await devices.start();
	expect(heard).toBeGreaterThan(0);
	leave();
	const before = heard;
	devices.toggle("mic");
	expect(heard).toBe(before);
});
