// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { LaunchPage } from "../testing/launchPage";
import { FakeEventSource, FakeServer } from "../testing/server";

const OPENED = { LaunchId: "la_1", ListenKey: "lk_1", Ticket: "tk_1", DeepLink: "kaibo://open", EnterPath: "/enter" };
const FILE = '<li data-file="kaibo.deb" data-system="linux"></li>';
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15";
const PAGE = `<button id="go-in-bare"></button><button id="copy-for-chrome" class="btn primary"></button>
	<button id="go-in-anyway"></button><input type="checkbox" id="remember"><div><button id="open-app" class="choice"></button>
	<a id="download-app" class="choice"></a><button id="use-browser" class="choice browser"></button></div>`;

interface Opened {
	role?: "host" | "guest";
	prefer?: "" | "app" | "browser" | "ask";
	/** The system of the device; "" for a phone. */
	system?: string;
	installer?: boolean;
	composes?: boolean;
}

beforeEach(() => {
	FakeEventSource.install();
	new FakeServer({ OpenLaunch: OPENED });
	vi.spyOn(document.body, "appendChild").mockImplementation((node) => node); // the app's address opens nothing here
});

afterEach(() => {
	vi.unstubAllGlobals();
});

/** Open the page of a link. Return what its body tells. */
async function open({ role = "host", prefer = "", system = "linux", installer = false, composes = true }: Opened) {
	for (const name of ["MediaStreamTrackProcessor", "MediaStreamTrackGenerator"]) {
		if (composes) vi.stubGlobal(name, class {});
		else Reflect.deleteProperty(window, name);
	}
	const page = new LaunchPage("/l/token");
	page.offer = { system, find: async () => document.querySelector<HTMLElement>("[data-file]") };
	const attributes = { page: "launch", state: "choose", token: "token", link: "ln_1", role, prefer };
	page.load(["call", "speak", "ways", "page"], attributes, PAGE + (installer ? FILE : ""));
	await pass();
	return document.body.dataset;
}

const ids = () => [...document.querySelectorAll("div > *")].map((way) => way.id);

test.each([
	["a host whose device has an installer", { installer: true }, "cards"],
	["a host of a server without installers", {}, "one"],
	["a guest whose device has an installer", { role: "guest", installer: true }, "line"],
	["a guest of a server without installers", { role: "guest" }, "one"],
	["a guest whose link prefers the app", { role: "guest", prefer: "app", installer: true }, "cards"],
	["a link that prefers the app, without an installer", { prefer: "app" }, "line"],
	["a phone", { system: "", installer: true, prefer: "app" }, "one"],
	["a host in Firefox, with an installer", { composes: false, installer: true }, "app"],
	["a host in Firefox, without one", { composes: false }, "none"],
	["a guest in Firefox", { composes: false, role: "guest" }, "one"],
] as [string, Opened, string][])("%s gets the ways that work there", async (_, opened, ways) => {
	expect((await open(opened)).ways).toBe(ways);
});

test("a device that chose the app keeps its line, and a first visit has none", async () => {
	localStorage.setItem("kaibo.choice", "app");
	expect((await open({ role: "guest" })).ways).toBe("line");
	expect(ids()[0]).toBe("use-browser");
});

test("a guest's page opens the app by itself only when the link says so", async () => {
	expect((await open({ role: "guest", installer: true })).reason).toBe("");
	expect((await open({ role: "guest", installer: true, prefer: "app" })).reason).toBe("waiting");
	expect((await open({ installer: true })).reason).toBe("waiting");
});

test("a browser that cannot host says so and lets its person in by a quiet button", async () => {
	localStorage.setItem("kaibo.choice", "browser");
	const body = await open({ composes: false });
	expect([body.hosting, body.reason]).toEqual(["no", ""]);
	expect(document.getElementById("go-in-anyway")).toBeNull();
	expect(document.querySelector("button#use-browser")?.className).toBe("");
	expect(document.getElementById("copy-for-chrome")?.className).toBe("btn primary");
	await open({ composes: false, installer: true });
	expect(document.getElementById("copy-for-chrome")?.className).toBe("btn");
});

test("an iPhone is not told to leave another app's browser for one that cannot host either", async () => {
	vi.spyOn(navigator, "userAgent", "get").mockReturnValue(IPHONE);
	expect((await open({ composes: false, system: "" })).ways).toBe("none");
});
