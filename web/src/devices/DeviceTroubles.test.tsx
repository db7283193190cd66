// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import type { ReactElement } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { FakeSound } from "../testing/sound";
import { DeviceBar } from "./DeviceBar";
import { DeviceToggles } from "./DeviceToggles";
import { DeviceTroubles } from "./DeviceTroubles";
import { Pickers } from "./Pickers";
import { useDevices } from "./useDevices";

const REFUSED = { video: "NotAllowedError", audio: "NotAllowedError" };
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

let browser: FakeDevices;
beforeEach(() => {
	browser = new FakeDevices();
	setLanguage("en");
});

function Room() {
	const { devices, state } = useDevices(true);
	return (
		<>
			<DeviceTroubles devices={devices} state={state} />
			<DeviceToggles devices={devices} state={state} />
			<Pickers devices={devices} state={state} />
		</>
	);
}

function Foot() {
	const { devices, state } = useDevices(true);
	return <DeviceBar devices={devices} state={state} />;
}

interface Options {
	agent?: string;
	/** The permission of both devices. */
	known?: PermissionState;
	/** The permission of the microphone, where that differs. */
	mic?: PermissionState;
	page?: ReactElement;
}

/** Open the devices of a browser. */
async function room({ agent = CHROME, known = "denied", mic, page = <Room /> }: Options = {}) {
	new FakeSound();
	Object.assign(navigator, { userAgent: agent, maxTouchPoints: 0 });
	browser.permissions.camera?.become(known);
	browser.permissions.microphone?.become(mic ?? known);
	const { container } = render(page);
	await pass();
	const all = (selector: string) => [...container.querySelectorAll(selector)];
	return {
		banners: () => all("[role=alert]").map((banner) => banner.querySelector("b")?.textContent),
		steps: () => all("[role=alert] li").map((step) => step.textContent),
		retry: () => all("[data-retry]")[0],
		selects: () => all("select").map((select) => select.getAttribute("aria-label")),
		names: () => ["mic", "camera"].map((id) => all(`#${id}`)[0]?.textContent),
		all,
	};
}

test("a browser that refuses both devices for good is told of once, with the way to allow them", async () => {
	browser.refusals = REFUSED;
	const { banners, steps, retry, selects, names } = await room();
	expect(banners()).toEqual(["Your browser is blocking the camera and the microphone"]);
	expect(steps()).toEqual(["Click the icon left of the address", "Turn on Camera and Microphone"]);
	expect(retry()).toBeUndefined();
	expect(selects()).toEqual([]);
	expect(names()).toEqual(["Not allowed", "Not allowed"]);
});

test("a refusal in Chinese says 未允许, not that there is no microphone", async () => {
	setLanguage("zh");
	browser.refusals = REFUSED;
	const { banners, names, all } = await room();
	expect(banners()).toEqual(["浏览器没有允许使用摄像头和麦克风"]);
	expect(names()).toEqual(["未允许", "未允许"]);
	expect(all("#mic")[0]?.getAttribute("aria-label")).toBe("麦克风: 未允许");
});

test("devices that the person allows later open by themselves", async () => {
	browser.refusals = REFUSED;
	const { banners, names, selects } = await room();
	browser.refusals = {};
	for (const permission of Object.values(browser.permissions)) permission.become("granted");
	await pass();
	expect(banners()).toEqual([]);
	expect(names()).toEqual(["", ""]);
	expect(selects()).toEqual(["Microphone", "Camera"]);
});

test("a question that was closed comes again, once for both", async () => {
	browser.refusals = REFUSED;
	const { banners, steps, retry } = await room({ known: "prompt" });
	expect(banners()).toEqual(["You haven’t allowed the camera and the microphone yet"]);
	expect(steps()).toEqual([]);
	browser.refusals = {};
	browser.asked = [];
	fireEvent.click(retry() as Element);
	await pass();
	expect(browser.asked).toHaveLength(1);
	expect(banners()).toEqual([]);
});

test("a device that the browser allows and the system refuses is told as such", async () => {
	browser.refusals = REFUSED;
	const { banners, retry } = await room({ known: "granted" });
	expect(banners()).toEqual(["Your system keeps the camera and the microphone from your browser"]);
	expect(retry()).toBeDefined();
});

test("a browser that does not tell its permissions can try again, beside the steps", async () => {
	browser.refusals = REFUSED;
	browser.query = async () => {
		throw new TypeError("unknown name");
	};
	const { steps, retry } = await room({ agent: "Mozilla/5.0 (X11; rv:115.0) Gecko/20100101 Firefox/115.0" });
	expect(steps()[0]).toBe("Click the crossed-out icon left of the address");
	expect(retry()).toBeDefined();
});

test("a refused camera leaves the microphone alone", async () => {
	browser.refusals = { video: "NotAllowedError" };
	const { banners, selects, all } = await room({ mic: "granted" });
	expect(banners()).toEqual(["Your browser is blocking the camera"]);
	expect(selects()).toEqual(["Microphone"]);
	expect(all("#mic")[0]?.getAttribute("aria-pressed")).toBe("true");
});

test("two devices with two problems have a banner each", async () => {
	browser.refusals = { video: "NotReadableError" };
	browser.plugged.audio = [];
	const { banners, names } = await room({ known: "granted" });
	expect(banners()).toEqual(["Another program is using the camera", "No microphone found"]);
	expect(names()).toEqual(["No mic", "In use"]);
});

test("an app whose browser has no devices sends people to another browser", async () => {
	vi.stubGlobal("isSecureContext", true);
	vi.stubGlobal("navigator", { languages: ["en"] });
	const { banners, steps, retry } = await room();
	expect(banners()).toEqual(["Your browser is blocking the camera and the microphone"]);
	expect(steps()).toEqual(["Go back to the chat and copy your link", "Open it in Safari, Chrome or Edge"]);
	expect(retry()).toBeUndefined();
});

test("an address without https is the problem, and trying again cannot help", async () => {
	vi.stubGlobal("isSecureContext", false);
	vi.stubGlobal("navigator", { languages: ["en"] });
	const { banners, retry } = await room();
	expect(banners()).toEqual(["The camera and the microphone can’t be used at this address"]);
	expect(retry()).toBeUndefined();
});

test("a bar offers no choice of a refused device", async () => {
	browser.refusals = { video: "NotAllowedError" };
	const { all, names } = await room({ mic: "granted", page: <Foot /> });
	expect(names()).toEqual(["Mic", "Not allowed"]);
	expect(all("button[aria-label^=Choose]").map((arrow) => arrow.getAttribute("aria-label"))).toEqual(["Choose microphone"]);
});

test("while the browser asks, nothing is said to be missing or off", async () => {
	browser.hold = new Promise(() => {});
	const { banners, names, selects, all } = await room({ known: "prompt" });
	expect(banners()).toEqual([]);
	expect(names()).toEqual(["", ""]);
	expect(selects()).toEqual(["Microphone", "Camera"]);
	expect(all("option").map((option) => option.textContent)).toEqual(Array(2).fill("Waiting for your browser…"));
});
