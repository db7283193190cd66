// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { kaibo, LaunchPage } from "../testing/launchPage";
import { FakeEventSource, FakeServer, Refusal } from "../testing/server";

const HOUR = 3_600_000;
const OPENED = { LaunchId: "la_1", ListenKey: "lk_1", Ticket: "tk_1", DeepLink: "kaibo://open", EnterPath: "/enter" };
const NOON = new Date(2030, 0, 2, 12).getTime();
let server: FakeServer;
let page: LaunchPage;

beforeEach(() => {
	FakeEventSource.install();
	server = new FakeServer({ OpenLaunch: OPENED });
	page = new LaunchPage("/l/token");
});

const link = { page: "launch", token: "token", link: "ln_1" };
const text = (selector: string) => document.querySelector(selector)?.textContent;
const zone = new Intl.DateTimeFormat("en", { timeZoneName: "short" })
	.formatToParts(NOON)
	.find((p) => p.type === "timeZoneName")?.value;

test("the day of a show is told by the server's clock, with its time zone", () => {
	vi.setSystemTime(NOON - 48 * HOUR);
	const html = `<p id="schedule" data-from="${NOON + 26 * HOUR}" data-to="0"></p>
		<i data-moment="${NOON + HOUR}" data-zoned="yes"></i><b data-moment="${NOON + HOUR}"></b>`;
	page.load(["call", "speak"], { ...link, state: "choose" }, html, { now: String(NOON) });
	expect(text("#schedule")).toBe(`Starts tomorrow at 14:00 (${zone})`);
	expect(text("i")).toBe(`today at 13:00 (${zone})`);
	expect(text("b")).toBe("today at 13:00");
	page.load(["call", "speak"], { ...link, state: "choose" }, html, { now: String(NOON), language: "zh" });
	expect(text("#schedule")).toMatch(/^明天 14:00（.+）开播$/);
});

test("an early link counts down by the server's clock, whatever happens to the device's", async () => {
	server.answers = { OpenLaunch: new Refusal("LinkNotYet", 403) };
	vi.setSystemTime(NOON + 2 * HOUR);
	const early = { ...link, state: "refused", reason: "early", opens: String(NOON + HOUR), ends: "0" };
	const html = '<h1>Show</h1><a id="calendar"></a><i data-left="en"></i>';
	vi.stubGlobal("URL", { createObjectURL: () => "blob:" });
	page.load(["call", "calendar", "speak", "refused"], early, html, { now: String(NOON) });
	await pass(1_000);
	expect(text("i")).toBe("in 1 hour 0 minutes");
	vi.setSystemTime(NOON - 24 * HOUR);
	await pass(60_000);
	expect(text("i")).toBe("in 59 minutes");
});

test("a computer that slept asks the server for the time", async () => {
	server.answers = { OpenLaunch: new Refusal("LinkNotYet", 403) };
	const early = { ...link, state: "refused", reason: "early", opens: String(NOON + HOUR), ends: "0" };
	vi.stubGlobal("URL", { createObjectURL: () => "blob:" });
	vi.setSystemTime(NOON);
	page.load(["call", "calendar", "speak", "refused"], early, '<a id="calendar"></a>', { now: String(NOON) });
	await pass(10_000);
	const asked = server.calls.length;
	vi.setSystemTime(NOON + 10 * HOUR); // its steady clock stood still
	await pass(1_000);
	expect(server.calls.length).toBe(asked + 1);
});

test.each([-HOUR, HOUR, -100_000])("a clock that is set by %i ms while the page waits spends no old ticket", async (step) => {
	const html = '<input type="checkbox" id="remember"><button id="use-browser"></button>';
	page.load(["call", "speak", "page"], { ...link, state: "choose" }, html);
	await pass();
	expect(server.actions).toEqual(["OpenLaunch"]);
	vi.setSystemTime(Date.now() + step);
	await pass(100_000);
	document.getElementById("use-browser")?.click();
	await pass();
	expect(server.actions).toEqual(["OpenLaunch", "OpenLaunch"]);
});

test("a call's answer corrects the time", async () => {
	page.load(["call"], link, "", { now: String(NOON) });
	server.time = (NOON + HOUR) / 1000;
	await kaibo().post?.("/client/OpenLaunch", { Token: "token" });
	expect(kaibo().now?.()).toBe(NOON + HOUR);
});
