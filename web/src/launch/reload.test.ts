// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { LaunchPage, refuseStorage } from "../testing/launchPage";
import { FakeEventSource, FakeServer, Refusal } from "../testing/server";

const TOKEN = "AQEAA-9_k";
const OPENED = { LaunchId: "la_1", ListenKey: "lk_1", Ticket: "tk_1", DeepLink: "kaibo://open", EnterPath: "/enter" };
const GONE = new Refusal("ResourceNotFound.LaunchLink", 404);
const FULL = new Refusal("StageFull", 403);
const CHOICES = `<input type="checkbox" id="remember"><button id="use-browser"></button><button id="load-again"></button>
	<p data-reason-is="stuck" hidden></p>`;
let server: FakeServer;
let page: LaunchPage;

beforeEach(() => {
	FakeEventSource.install();
	server = new FakeServer({ OpenLaunch: OPENED });
	page = new LaunchPage(`/l/${TOKEN}`);
	vi.spyOn(history, "replaceState").mockImplementation((_state, _title, path) => {
		page.location.pathname = String(path);
	});
});

/** Load the page of a link that opens, as the server shows it. */
async function choices(): Promise<void> {
	page.load(["call", "speak", "link", "page"], { page: "launch", state: "choose", token: TOKEN, link: "ln_1" }, CHOICES);
	await pass();
}

/** Load the page of a link that does not open. */
async function refused(reason: string): Promise<void> {
	const attributes = { page: "launch", state: "refused", reason, token: TOKEN, link: "ln_1" };
	page.load(["call", "speak", "link", "refused"], reason === "busy" ? { ...attributes, token: "", link: "" } : attributes);
	await pass();
}

test("the page asks with the token that the server read, and shows the link's own address", async () => {
	page = new LaunchPage(`/l/%41QEAA%2D9_k%E3%80%82`);
	await choices();
	expect(server.calls.map(({ body }) => body)).toEqual([{ Token: TOKEN }]);
	expect(page.location.pathname).toBe(`/l/${TOKEN}`);
});

test("a page whose link is refused loads again once, then says so and waits for a click", async () => {
	server.answers = { OpenLaunch: GONE };
	await choices();
	expect(page.reloads).toBe(1);
	for (let times = 0; times < 5; times += 1) {
		await choices();
		await pass(60_000);
	}
	expect(page.reloads).toBe(1);
	expect(document.body.dataset.reason).toBe("stuck");
	expect(document.querySelector<HTMLElement>("[data-reason-is=stuck]")?.hidden).toBe(false);
	document.getElementById("load-again")?.click();
	expect(page.reloads).toBe(2);
});

test("a page that cannot keep anything loads again once", async () => {
	refuseStorage();
	server.answers = { OpenLaunch: GONE };
	await choices();
	expect(page.reloads).toBe(1);
	page.arrival = "reload";
	await choices();
	expect(page.reloads).toBe(1);
	expect(document.body.dataset.reason).toBe("stuck");
});

test("a page and calls that never agree end after one load for each reason", async () => {
	for (let times = 0; times < 10; times += 1) {
		server.answers = { OpenLaunch: OPENED };
		await refused("full");
		await pass(120_000);
		server.answers = { OpenLaunch: GONE };
		await refused("full");
		await pass(120_000);
	}
	expect(page.reloads).toBe(2);
});

test("a place that becomes free again loads the page again", async () => {
	await refused("full");
	expect(page.reloads).toBe(1);
	server.answers = { OpenLaunch: FULL };
	await refused("full");
	expect(page.reloads).toBe(1);
	server.answers = { OpenLaunch: OPENED };
	await pass(60_000);
	expect(page.reloads).toBe(2);
});

test("a page that waits for a busy server loads again when the server has time", async () => {
	const answers = [429, 503, 0, 429, 200, 200, 200, 429, 200];
	const asked: unknown[] = [];
	vi.stubGlobal("fetch", async (path: string, how: { method: string }) => {
		asked.push([path, how.method]);
		const status = answers.shift() ?? 200;
		if (!status) throw new TypeError("Failed to fetch");
		return new Response(null, { status });
	});
	await refused("busy");
	await pass(4 * 15_000);
	expect(page.reloads).toBe(0);
	await pass(15_000);
	expect(page.reloads).toBe(1);
	await refused("busy");
	await pass(2 * 15_000);
	expect(page.reloads).toBe(1);
	await pass(2 * 15_000);
	expect(page.reloads).toBe(2);
	expect(asked[0]).toEqual([`/l/${TOKEN}`, "HEAD"]);
});
