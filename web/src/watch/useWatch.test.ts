// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeSocket } from "../testing/carriers";
import { DOWN, FakeServer, Refusal } from "../testing/server";

const BASE = "/w/tea";
let useWatch: typeof import("./useWatch").useWatch;
let nextToken: typeof import("./token").nextToken;

/** The first token is kept by its module: each test is a page load of its own. */
beforeEach(async () => {
	FakeSocket.install();
	delete document.body.dataset.shown;
	vi.resetModules();
	({ useWatch } = await import("./useWatch"));
	({ nextToken } = await import("./token"));
});

async function watch() {
	const hook = renderHook(() => useWatch(BASE));
	await pass();
	return hook;
}

test("a token that comes before the view lets the page connect early", async () => {
	new FakeServer({ WatchShow: { Token: "t" } });
	const { result } = await watch();
	expect(result.current).toMatchObject({ view: null, early: true, nothing: false, offline: false });
	expect(result.current).toMatchObject({ socketBlocked: false, closed: null, signInFailed: false });
	FakeSocket.last.send("view", { Name: "Tea" });
	await pass();
	expect(result.current.view).toEqual({ Name: "Tea" });
});

test("the first token is asked for once and used once", async () => {
	const server = new FakeServer({ WatchShow: { Token: "first" } });
	await watch();
	expect(await nextToken(BASE)).toBe("first");
	expect(server.calls).toHaveLength(1);
	server.answers = { WatchShow: { Token: "second" } };
	expect(await nextToken(BASE)).toBe("second");
});

test("a first token that failed is asked for again when it is needed", async () => {
	const server = new FakeServer({ WatchShow: DOWN });
	const { result } = await watch();
	expect(result.current).toMatchObject({ early: false, nothing: false });
	server.answers = { WatchShow: { Token: "later" } };
	expect(await nextToken(BASE)).toBe("later");
});

test("a pass that the server refuses lets the events begin again", async () => {
	const server = new FakeServer({ WatchShow: { Token: "first" } });
	await watch();
	const before = FakeSocket.last;
	await nextToken(BASE);
	server.answers = { WatchShow: new Refusal("AccessDenied.Watch", 403) };
	await act(() => nextToken(BASE).catch(() => {}));
	await pass();
	expect(FakeSocket.last).not.toBe(before);
	expect(before.closed).toBe(true);
});

test("a page of a show that is not on air asks for no token", async () => {
	document.body.dataset.shown = "false";
	const server = new FakeServer({});
	const { result } = await watch();
	FakeSocket.last.send("view", { Status: 2 });
	await pass();
	expect(server.calls).toEqual([]);
	expect(result.current).toMatchObject({ early: false, nothing: false, view: { Status: 2 } });
});

test("a page that asked before the show waits, and asks again when it needs a token", async () => {
	const server = new FakeServer({ WatchShow: { Token: "" } });
	const { result } = await watch();
	expect(result.current).toMatchObject({ early: false, nothing: false });
	await expect(nextToken(BASE)).rejects.toThrow("not on air");
	server.answers = { WatchShow: { Token: "t" } };
	expect(await nextToken(BASE)).toBe("t");
});

test("an address without a show says so", async () => {
	new FakeServer({ WatchShow: new Refusal("ResourceNotFound.Activity", 404) });
	expect((await watch()).result.current.nothing).toBe(true);
});

test("the view is followed through a break of the stream, and left with the page", async () => {
	new FakeServer({ WatchShow: { Token: "t" } });
	const { result, unmount } = await watch();
	FakeSocket.last.send("view", { Viewers: 1 });
	FakeSocket.last.break();
	await pass(300);
	expect(result.current).toMatchObject({ view: { Viewers: 1 }, offline: true });
	FakeSocket.last.send("view", { Viewers: 2 });
	await pass();
	expect(result.current).toMatchObject({ view: { Viewers: 2 }, offline: false });
	unmount();
	expect(FakeSocket.last.closed).toBe(true);
});

test("a page at the door shows no view, and begins again with a new pass", async () => {
	const server = new FakeServer({ WatchShow: new Refusal("AccessDenied.Watch", 403) });
	const { result } = await watch();
	FakeSocket.last.send("view", { Name: "Tea", Closed: "prove", Ways: [] });
	await pass();
	expect(result.current).toMatchObject({ view: null, closed: { Name: "Tea" }, early: false, nothing: false });
	const before = FakeSocket.last;
	server.answers = { WatchShow: { Token: "t", Watermark: "" } };
	act(() => result.current.again());
	await pass();
	expect(before.closed).toBe(true);
	FakeSocket.last.send("view", { Name: "Tea", Status: 1 });
	await pass();
	expect(result.current).toMatchObject({ view: { Status: 1 }, closed: null, early: true });
});

test("a viewer who is banned while the show plays comes to the door", async () => {
	new FakeServer({ WatchShow: { Token: "t" } });
	const { result } = await watch();
	FakeSocket.last.send("view", { Name: "Tea", Status: 1 });
	FakeSocket.last.send("view", { Name: "Tea", Closed: "banned", Ways: [] });
	await pass();
	expect(result.current).toMatchObject({ view: null, closed: { Closed: "banned" }, early: false });
});

test("a token in the address signs in before anything else, and leaves the address", async () => {
	history.replaceState(null, "", "/w/tea?a=1#token=a.b%2Dc.d");
	const server = new FakeServer({ SignInToWatch: {}, WatchShow: { Token: "t" } });
	const { result } = await watch();
	expect(location.href).toMatch(/tea\?a=1$/);
	expect(server.calls.map(({ action }) => action)).toEqual(["SignInToWatch", "WatchShow"]);
	expect(server.calls[0]?.body).toEqual({ Token: "a.b-c.d" });
	FakeSocket.last.send("view", { Name: "Tea" });
	await pass();
	expect(result.current).toMatchObject({ view: { Name: "Tea" }, signInFailed: false });
});

test("a token that the server refuses is told", async () => {
	history.replaceState(null, "", "/w/tea#token=old");
	const refused = new Refusal("AccessDenied.SignIn", 403);
	new FakeServer({ SignInToWatch: refused, WatchShow: new Refusal("AccessDenied.Watch", 403) });
	const { result } = await watch();
	expect(result.current.signInFailed).toBe(true);
	expect(location.hash).toBe("");
	act(() => result.current.again());
	await pass();
	expect(result.current.signInFailed, "the viewer came in by another way").toBe(false);
});

test("a token that no browser can decode is refused by the server, and the page goes on", async () => {
	history.replaceState(null, "", "/w/tea#token=%");
	const server = new FakeServer({ SignInToWatch: new Refusal("AccessDenied.SignIn", 403), WatchShow: { Token: "t" } });
	const { result } = await watch();
	expect(server.calls[0]?.body).toEqual({ Token: "%" });
	FakeSocket.last.send("view", { Name: "Tea" });
	await pass();
	expect(result.current).toMatchObject({ view: { Name: "Tea" }, signInFailed: true });
});
