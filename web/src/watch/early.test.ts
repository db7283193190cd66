// @vitest-environment happy-dom
import "../testing/setup";
import "livekit-client"; // before the modules are reset: the room of the mock is the room of this file
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeStream, type Publication, publish } from "../testing/program";
import { FakeRoom } from "../testing/room";
import { type Answer, FakeServer } from "../testing/server";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

const ON_AIR = { Token: "t", Publisher: "program-1" };
const BASE = "/w/tea";
const onFault = vi.fn();
/** Runs when the page's own code may come. */
const begun = vi.fn();
let early: typeof import("./early");
let hooks: typeof import("./useProgramStream");
let picture: HTMLVideoElement;
let server: FakeServer;

/** The connection is kept by its module: each test is a page load of its own. */
beforeEach(async () => {
	FakeRoom.made = [];
	FakeRoom.broken = "";
	onFault.mockReset();
	begun.mockReset();
	vi.stubGlobal("MediaStream", FakeStream);
	vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
	document.body.replaceChildren();
	vi.resetModules();
	early = await import("./early");
	hooks = await import("./useProgramStream");
	picture = (await import("./picture")).picture();
	Object.defineProperty(picture, "srcObject", { value: null, writable: true });
	await import("./program");
});

async function load(shown: "true" | "false" | "", answer: Answer): Promise<void> {
	Object.assign(document.body.dataset, { base: BASE, shown });
	server = new FakeServer({ WatchShow: answer });
	void early.begin().then(begun);
	await pass();
}

async function page(live = true, publisher: string | null = null, reactStrictMode = false) {
	const hook = renderHook(({ live, publisher }) => hooks.useProgramStream(BASE, live, publisher, onFault), {
		initialProps: { live, publisher },
		reactStrictMode,
	});
	const first = hook.result.current;
	await pass();
	return { ...hook, first };
}

const wanted = (publications: Publication[]) => publications.map(({ setSubscribed }) => setSubscribed.mock.lastCall?.[0]);

test("a show on air is joined and shown before React is there, from the publisher that the server names", async () => {
	await load("true", ON_AIR);
	expect(FakeRoom.last.connections).toEqual([expect.objectContaining({ token: "t", options: { autoSubscribe: false } })]);
	const [named, stranger] = [publish("program-1"), publish("program-0")];
	expect([wanted(named), wanted(stranger)]).toEqual([
		[true, true],
		[false, false],
	]);
	expect((picture.srcObject as MediaStream).getTracks().map(({ id }) => id)).toEqual(["program-1 video", "program-1 audio"]);
	expect(picture.closest("main")?.parentNode).toBe(document.body);
});

test("the page's own code waits for the picture", async () => {
	await load("true", ON_AIR);
	expect(begun).not.toHaveBeenCalled();
	picture.dispatchEvent(new Event("loadeddata"));
	await pass();
	expect(begun).toHaveBeenCalledOnce();
});

test("the page's own code comes at once with a fault to tell", async () => {
	FakeRoom.broken = "signal";
	await load("true", ON_AIR);
	await vi.waitFor(() => expect(begun).toHaveBeenCalledOnce());
});

test("the page's own code comes at once to a browser without WebRTC", async () => {
	vi.stubGlobal("RTCPeerConnection", undefined);
	await load("true", ON_AIR);
	expect(begun).toHaveBeenCalledOnce();
	expect(FakeRoom.made).toEqual([]);
});

test.each([false, true])("React takes the connection and the picture over (strict mode: %s)", async (strict) => {
	await load("true", ON_AIR);
	const named = publish("program-1");
	const { first, result, rerender } = await page(true, null, strict);
	expect(first).toBe(picture.srcObject);
	expect(result.current).toBe(first);
	expect(wanted(named)).toEqual([true, true]);
	rerender({ live: true, publisher: "program-1" });
	await pass();
	expect(result.current).toBe(first);
	expect([FakeRoom.made.length, FakeRoom.last.connections.length, FakeRoom.last.disconnections]).toEqual([1, 1, 0]);
	expect(server.actions).toEqual(["WatchShow"]);
	rerender({ live: true, publisher: "program-2" });
	expect(wanted(named)).toEqual([false, false]);
});

test("React that takes over stops with its page", async () => {
	await load("true", ON_AIR);
	const { rerender, result } = await page();
	rerender({ live: false, publisher: "" });
	await pass();
	expect([result.current, FakeRoom.last.state]).toEqual([null, "disconnected"]);
	rerender({ live: true, publisher: "program-2" });
	await pass();
	expect([FakeRoom.made.length, FakeRoom.last.state]).toEqual([2, "connected"]);
});

test("an early connection that failed is tried again, and React hears what failed", async () => {
	FakeRoom.broken = "media";
	await load("true", ON_AIR);
	await page();
	expect(onFault).toHaveBeenLastCalledWith("media");
	FakeRoom.broken = "";
	await pass(2_000);
	expect(onFault).toHaveBeenLastCalledWith("");
	expect([FakeRoom.made.length, FakeRoom.last.state]).toEqual([1, "connected"]);
});

test("a page that does not know the show connects when it gets a token", async () => {
	await load("", ON_AIR);
	expect(FakeRoom.last.state).toBe("connected");
	expect(picture.isConnected).toBe(true);
});

test("a viewer without a place by WebRTC is not joined, and gets the page's own code at once", async () => {
	await load("true", { ...ON_AIR, Token: "", Mode: "hls" });
	expect([FakeRoom.made, begun.mock.calls.length]).toEqual([[], 1]);
});

test("a device that remembers a failure is not joined before the page knows another way", async () => {
	localStorage.setItem("kaibo.webrtc-failed", String(Date.now()));
	await load("true", ON_AIR);
	expect([FakeRoom.made, begun.mock.calls.length]).toEqual([[], 1]);
});

test.each([
	["a show that is not on air", "false", ON_AIR, []],
	["a show that ended since the page was made", "true", { Token: "", Publisher: "" }, ["WatchShow"]],
	["a page that does not know the show", "", { Token: "", Publisher: "" }, ["WatchShow"]],
] as const)("%s is not joined", async (_, shown, answer, calls) => {
	await load(shown, answer);
	expect(FakeRoom.made).toEqual([]);
	expect(server.actions).toEqual(calls);
});

test("a token that comes when React has the page already is left to React", async () => {
	new FakeServer({ WatchShow: ON_AIR });
	const { unmount } = await page(true, "program-1");
	unmount();
	await load("true", ON_AIR);
	expect(FakeRoom.made.map(({ state }) => state)).toEqual(["disconnected"]);
});

test("a browser without cookies gets no token", async () => {
	vi.spyOn(document, "cookie", "get").mockReturnValue("");
	await load("true", ON_AIR);
	expect([server.actions, FakeRoom.made]).toEqual([[], []]);
});

test("the page's own box gets the same element, and the early place goes", async () => {
	const { moveInto, showEarly } = await import("./picture");
	showEarly();
	const box = document.body.appendChild(document.createElement("div"));
	moveInto(box);
	moveInto(box);
	showEarly();
	expect([picture.parentNode, document.querySelectorAll("main, video").length]).toEqual([box, 1]);
});
