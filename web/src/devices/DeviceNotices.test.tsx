// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { FakeTicks } from "../testing/carriers";
import { FakeDevices } from "../testing/media";
import { FakeSound } from "../testing/sound";
import { DeviceNotices } from "./DeviceNotices";
import { MissingNotice } from "./MissingNotice";
import { useDevices } from "./useDevices";

let browser: FakeDevices;
let sound: FakeSound;
beforeEach(() => {
	browser = new FakeDevices({ video: ["cam", "cam 2"], audio: ["headset", "mic"] });
	sound = new FakeSound();
	sound.peak = 0.01;
	FakeTicks.install();
	setLanguage("en");
});

function Page({ talks }: { talks: boolean }) {
	const { devices, state } = useDevices(true);
	return (
		<>
			<button type="button" id="mic" onClick={() => devices.toggle("mic")} />
			<DeviceNotices devices={devices} state={state} mutedTalk={talks && !state.mic.wanted} />
		</>
	);
}

test("a notice names the further devices that are unplugged, and comes again for another one", () => {
	const { container, rerender } = render(<MissingNotice labels={["Desk camera"]} />);
	const text = () => container.querySelector("#device-missing p")?.textContent ?? null;
	expect(text()).toBe("Not connected: “Desk camera”It comes back by itself when you connect it.");
	fireEvent.click(container.querySelector("[data-dismiss]") as Element);
	expect(text()).toBeNull();
	rerender(<MissingNotice labels={["Desk camera", "Hand"]} />);
	expect(text()).toContain("“Desk camera”, “Hand”");
	rerender(<MissingNotice labels={[]} />);
	expect(text()).toBeNull();
});

async function page() {
	const { container, rerender } = render(<Page talks={false} />);
	await pass();
	const click = async (selector: string) => {
		fireEvent.click(container.querySelector(selector) as Element);
		await pass();
	};
	return {
		text: (id: string) => container.querySelector(`#${id} p`)?.textContent ?? null,
		dismiss: (id: string) => click(`#${id} [data-dismiss]`),
		click,
		talk: async (talks: boolean) => {
			rerender(<Page talks={talks} />);
			await pass();
		},
	};
}

test("a device that went away is named beside the one that stands in, until it is back", async () => {
	const { text } = await page();
	expect(text("mic-away")).toBeNull();
	browser.unplug("headset");
	await pass();
	expect(text("mic-away")).toContain("“The headset” is not connected");
	expect(text("mic-away")).toContain("“The mic” is used for now");
	expect(text("camera-away")).toBeNull();
	browser.plug({ audio: ["headset", "mic"] });
	await pass();
	expect(text("mic-away")).toBeNull();
});

test("a dismissed notice of a device comes again when the device goes again", async () => {
	const { text, dismiss } = await page();
	browser.unplug("cam");
	await pass();
	await dismiss("camera-away");
	expect(text("camera-away")).toBeNull();
	browser.plug({ video: ["cam", "cam 2"] });
	await pass();
	browser.unplug("cam");
	await pass();
	expect(text("camera-away")).toContain("The cam");
});

test("a person can keep the device that stands in", async () => {
	setLanguage("zh");
	const { text, click } = await page();
	browser.unplug("cam");
	await pass();
	expect(text("camera-away")).toContain("“The cam”断开了");
	await click("[data-keep=camera]");
	expect(text("camera-away")).toBeNull();
	browser.plug({ video: ["cam", "cam 2"] });
	await pass();
	expect(browser.last("video")).toMatchObject({ id: "cam 2", readyState: "live" });
});

test("an open microphone without any sound is named, and a muted one is not", async () => {
	const { text, dismiss, click } = await page();
	sound.peak = 0;
	await pass(7_000);
	expect(text("mic-silent")).toContain("“The headset” sends no sound at all");
	await dismiss("mic-silent");
	await pass(20_000);
	expect(text("mic-silent")).toBeNull();
	sound.peak = 0.01;
	await pass(2_000);
	sound.peak = 0;
	await pass(7_000);
	expect(text("mic-silent")).not.toBeNull();
	await click("#mic");
	await pass(20_000);
	expect(text("mic-silent")).toBeNull();
});

test("a muted person who talks can unmute, or put the notice away until the next time", async () => {
	const { text, dismiss, talk, click } = await page();
	await click("#mic");
	await talk(true);
	expect(text("muted-talk")).toContain("You’re muted");
	await dismiss("muted-talk");
	await talk(false);
	await talk(true);
	expect(text("muted-talk")).toBeNull();
	await click("#mic");
	await click("#mic");
	expect(text("muted-talk")).not.toBeNull();
	await click("#unmute");
	expect(text("muted-talk")).toBeNull();
	expect(browser.last("audio").enabled).toBe(true);
});
