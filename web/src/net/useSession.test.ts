// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { FakeSocket } from "../testing/carriers";
import { DOWN, FakeServer, Refusal } from "../testing/server";
import { viewOf } from "../testing/view";
import { useSession } from "./useSession";

beforeEach(() => FakeSocket.install());

async function entered(answers: ConstructorParameters<typeof FakeServer>[0]) {
	const server = new FakeServer(answers);
	const hook = renderHook(() => useSession("/s/se_host"));
	await pass();
	return { server, ...hook };
}

test("a session is entered with this page's tab and then followed", async () => {
	const { server, result } = await entered({ EnterSession: viewOf() });
	const { session, view, signedOut } = result.current;
	expect(server.calls).toEqual([{ url: "/s/se_host/call/EnterSession", action: "EnterSession", body: { Tab: session.tab } }]);
	expect(FakeSocket.last.url).toMatch(/^ws.*\/s\/se_host\/events$/);
	expect(view?.Activity.Name).toBe("Tea");
	expect([signedOut, session.offline, session.moved]).toEqual([false, false, false]);
});

test("the newest view of the stream is shown", async () => {
	const { result } = await entered({ EnterSession: viewOf() });
	FakeSocket.last.send("view", viewOf({ Viewers: 12 }));
	await pass();
	expect(result.current.view?.Viewers).toBe(12);
});

test("the view that a call returns is shown at once, other results are not", async () => {
	const { server, result } = await entered({ EnterSession: viewOf() });
	server.answers = { GoLive: viewOf({ Activity: { Wanted: true } }), ConnectStage: { Token: "t" } };
	await result.current.session.call("GoLive", {});
	await pass();
	expect(result.current.view?.Activity.Wanted).toBe(true);
	expect(await result.current.session.call("ConnectStage", {})).toEqual({ Token: "t" });
	expect(result.current.view?.Activity.Wanted).toBe(true);
});

test("a browser without a valid cookie is signed out and asks no more", async () => {
	const { server, result } = await entered({ EnterSession: new Refusal("SignedOut", 401) });
	expect(result.current.signedOut).toBe(true);
	await pass(60_000);
	expect(server.calls).toHaveLength(1);
	expect(FakeSocket.opened).toHaveLength(0);
});

test.each([
	["away", DOWN],
	["busy", new Refusal("FlowLimitExceeded", 429)],
] as const)("a server that is %s is asked again until it answers", async (_, answer) => {
	const { server, result } = await entered({ EnterSession: answer });
	expect(result.current.session.offline).toBe(true);
	await pass(300 + 600);
	expect(server.calls).toHaveLength(3);
	server.answers = { EnterSession: viewOf() };
	await pass(1200);
	expect(result.current.session.offline).toBe(false);
	expect(result.current.view).not.toBeNull();
});

test("a broken stream shows the server as unreachable until data comes", async () => {
	const { result } = await entered({ EnterSession: viewOf() });
	FakeSocket.last.send("view", viewOf());
	FakeSocket.last.break();
	await pass(300);
	expect(result.current.session.offline).toBe(true);
	expect(result.current.view).not.toBeNull();
	FakeSocket.last.send("view", viewOf());
	await pass();
	expect(result.current.session.offline).toBe(false);
});

test("a view with another tab means that another page load acts", async () => {
	const { result } = await entered({ EnterSession: viewOf() });
	FakeSocket.last.send("view", viewOf({ Session: { Tab: "another" } }));
	await pass();
	expect(result.current.session.moved).toBe(true);
	FakeSocket.last.send("view", viewOf({ Session: { Tab: result.current.session.tab } }));
	await pass();
	expect(result.current.session.moved).toBe(false);
});

test("a page that came in after the end acts once the session lives again, and no other page does", async () => {
	const { server, result } = await entered({ EnterSession: viewOf({ Session: { EndReason: "removed" } }) });
	FakeSocket.last.send("view", viewOf({ Session: { EndReason: "removed" } }));
	await pass();
	expect(server.calls).toHaveLength(1);
	server.answers = { EnterSession: viewOf({ Session: { Tab: result.current.session.tab } }) };
	for (let times = 0; times < 2; times += 1) {
		FakeSocket.last.send("view", viewOf({ Session: { Tab: "of the page before" } }));
		await pass();
	}
	expect(server.calls.map(({ action }) => action)).toEqual(["EnterSession", "EnterSession"]);
});

test("the session's link is remembered while the session lives", async () => {
	await entered({ EnterSession: viewOf() });
	expect(localStorage.getItem("kaibo.in.li_host")).toBe("se_host");
	FakeSocket.last.send("view", viewOf({ Session: { LinkId: "li_next", EndReason: "removed" } }));
	await pass();
	expect(localStorage.getItem("kaibo.in.li_next")).toBeNull();
});

test("a page that goes stops asking and closes its stream", async () => {
	const { unmount } = await entered({ EnterSession: viewOf() });
	unmount();
	expect(FakeSocket.last.closed).toBe(true);
	const { server, unmount: leave } = await entered({ EnterSession: DOWN });
	leave();
	await pass(60_000);
	expect(server.calls).toHaveLength(1);
});
