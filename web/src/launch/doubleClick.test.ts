// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { LaunchPage } from "../testing/launchPage";
import { FakeEventSource, FakeServer } from "../testing/server";

const OPENED = { LaunchId: "la_1", ListenKey: "lk_1", Ticket: "tk_1", DeepLink: "kaibo://open", EnterPath: "/enter" };
const WAYS = `<input type="checkbox" id="remember"><button id="open-app"></button><button id="use-browser"></button>`;

test("the second click of a double click on the app's way does not take the browser's way", async () => {
	FakeEventSource.install();
	new FakeServer({ OpenLaunch: OPENED });
	const page = new LaunchPage("/l/AQEAA-9_k");
	const assign = vi.fn();
	page.location.assign = assign;
	page.load(["call", "speak", "page"], { page: "launch", state: "choose", token: "AQEAA-9_k", link: "ln_1" }, WAYS);
	await pass();
	const click = async (id: string) => {
		document.getElementById(id)?.click();
		await pass();
	};
	await click("open-app");
	await click("use-browser"); // the news of the app moved it under the pointer
	expect(document.body.dataset.state).toBe("waiting");
	expect(assign).not.toHaveBeenCalled();
	await pass(500);
	await click("use-browser");
	expect(assign.mock.calls).toEqual([["/enter"]]);
});
