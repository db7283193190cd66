// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { DOWN, FakeServer, Refusal } from "../testing/server";
import { CookieGate } from "../ui/CookieGate";
import { PageBoundary } from "../ui/PageBoundary";
import { Enter } from "./Enter";

const peeked = { Name: "Tea", Role: 1, UserName: "Bo", LinkId: "li_1", Elsewhere: null };
const admitted = { Path: "/s/se_1", LinkId: "li_1", SessionId: "se_1" };
const handed = { Ticket: "ticket", Nonce: "nonce" };

let went: ReturnType<typeof vi.fn>;
let onAir: string[];

beforeEach(() => {
	setLanguage("en");
	location.hash = "";
	went = vi.spyOn(location, "replace").mockImplementation(() => {});
	onAir = [];
	const query = async () => ({ held: onAir.map((id) => ({ name: `kaibo.air.${id}` })) });
	Object.defineProperty(navigator, "locks", { value: { query }, configurable: true });
});

const hand = (value: object) => sessionStorage.setItem("kaibo.enter", JSON.stringify(value));

async function enter(answers: ConstructorParameters<typeof FakeServer>[0]) {
	const server = new FakeServer(answers);
	const { container } = render(
		<PageBoundary>
			<CookieGate>
				<Enter />
			</CookieGate>
		</PageBoundary>,
	);
	await pass();
	const click = async (id: string) => {
		await act(async () => fireEvent.click(container.querySelector(`#${id}`) as Element));
		await pass();
	};
	return { server, click, title: () => container.querySelector("h1")?.textContent };
}

const state = () => document.body.dataset.state;

test("a ticket from this browser's own launch page is used at once", async () => {
	hand(handed);
	const { server } = await enter({ RedeemTicket: admitted });
	expect(server.calls.map(({ action, body }) => [action, body])).toEqual([["RedeemTicket", { ...handed, Move: false }]]);
	expect(went).toHaveBeenCalledWith("/s/se_1");
	expect(sessionStorage.getItem("kaibo.enter")).toBeNull();
});

test("a ticket from elsewhere is asked about first, and leaves the address at once", async () => {
	location.hash = "#ticket=from-elsewhere";
	const { server, click, title } = await enter({ PeekTicket: peeked, RedeemTicket: admitted });
	expect(location.hash).toBe("");
	expect([state(), title()]).toEqual(["asking", "Tea"]);
	expect(server.actions).toEqual(["PeekTicket"]);
	await click("use-browser");
	expect(server.calls[1]?.body).toMatchObject({ Ticket: "from-elsewhere", Move: false });
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("a page without a ticket says that the sign-in has expired", async () => {
	const { server } = await enter({});
	expect(state()).toBe("refused");
	expect(server.calls).toEqual([]);
});

test.each([
	["LinkRevoked", "This link was turned off"],
	["ResourceNotFound.Activity", "This link was turned off"],
	["LinkExpired", "This link has expired"],
	["LinkNotYet", "You’re early"],
	["LinkUsedUp", "This link was already used"],
])("a ticket that is refused with %s says: %s", async (code, words) => {
	hand(handed);
	const { server, title } = await enter({ RedeemTicket: new Refusal(code, 410) });
	expect([state(), title()]).toEqual(["refused", words]);
	await pass(60_000);
	expect(server.calls).toHaveLength(1);
});

test.each([
	["away", DOWN],
	["busy", new Refusal("FlowLimitExceeded", 429)],
] as const)("a server that is %s is asked again until it answers", async (_, answer) => {
	hand(handed);
	const { server } = await enter({ RedeemTicket: answer });
	expect(state()).toBe("waiting");
	server.answers = { RedeemTicket: admitted };
	await pass(300);
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("a link that is in use on another device moves here only on a click", async () => {
	hand(handed);
	const Elsewhere = { Browser: "Safari", System: "iPad", Since: 0 };
	const { server, click, title } = await enter({
		RedeemTicket: new Refusal("ResourceConflict.OpenElsewhere", 409),
		PeekTicket: { ...peeked, Elsewhere },
	});
	expect([state(), title()]).toEqual(["elsewhere", "You’re already in, on Safari on iPad"]);
	expect(went).not.toHaveBeenCalled();
	server.answers = { RedeemTicket: admitted };
	await click("move-here");
	expect(server.calls.at(-1)?.body).toEqual({ ...handed, Move: true });
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("a browser that is on air asks before it opens another session", async () => {
	hand(handed);
	onAir = ["se_other"];
	const { server, click } = await enter({ RedeemTicket: admitted });
	expect([state(), server.actions]).toEqual(["onair", []]);
	await click("open-anyway");
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("the way back into a session is taken at once, but asks while that session is on air here", async () => {
	hand({ Path: "/s/se_1" });
	const { server } = await enter({});
	expect([went.mock.calls, server.calls]).toEqual([[["/s/se_1"]], []]);
	went.mockClear();
	hand({ Path: "/s/se_1" });
	onAir = ["se_1"];
	const { click } = await enter({});
	expect([state(), went.mock.calls]).toEqual(["onairhere", []]);
	await click("bring-here");
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("a page that goes asks no more", async () => {
	hand(handed);
	const server = new FakeServer({ RedeemTicket: DOWN });
	const { unmount } = render(<Enter />);
	await pass();
	unmount();
	await pass(60_000);
	expect(server.calls).toHaveLength(1);
});

test("a browser without cookies uses no ticket up, says what it lacks, and goes on when they are allowed", async () => {
	location.hash = "#ticket=from-elsewhere";
	Object.defineProperty(document, "cookie", { configurable: true, get: () => "", set: () => {} });
	const { server, click, title } = await enter({ PeekTicket: peeked, RedeemTicket: admitted });
	expect([state(), title()]).toEqual(["nocookies", "Your browser blocks cookies for this site"]);
	expect([server.actions, location.hash]).toEqual([[], "#ticket=from-elsewhere"]);
	Reflect.deleteProperty(document, "cookie");
	await click("try-again");
	expect([state(), server.actions]).toEqual(["asking", ["PeekTicket"]]);
});

test("a browser whose storage is full gets in", async () => {
	location.hash = "#ticket=from-elsewhere";
	const full = () => {
		throw new DOMException("full", "QuotaExceededError");
	};
	for (const area of ["localStorage", "sessionStorage"])
		vi.stubGlobal(area, { getItem: () => null, setItem: full, removeItem: () => {}, clear: () => {} });
	const { click } = await enter({ PeekTicket: peeked, RedeemTicket: admitted });
	await click("use-browser");
	expect(went).toHaveBeenCalledWith("/s/se_1");
});

test("an error of the page itself is not called a busy server, and asks the server nothing more", async () => {
	hand(handed);
	vi.spyOn(console, "error").mockImplementation(() => {});
	went.mockImplementation(() => {
		throw new TypeError("a mistake of ours");
	});
	const { server, title } = await enter({ RedeemTicket: admitted });
	expect(title()).toBe("Something went wrong on this page");
	await pass(60_000);
	expect(server.calls).toHaveLength(1);
});
