// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { DOWN, FakeServer, Refusal } from "../testing/server";
import { ApiError, call, mayPass, NoAnswer } from "./call";

test("a call sends its body to the action's address and returns the result", async () => {
	const server = new FakeServer({ PeekTicket: { Name: "Tea" } });
	expect(await call("/client", "PeekTicket", { Ticket: "t" })).toEqual({ Name: "Tea" });
	expect(server.calls).toEqual([{ url: "/client/PeekTicket", action: "PeekTicket", body: { Ticket: "t" } }]);
});

test.each([
	["LinkExpired", 410, false],
	["FlowLimitExceeded", 429, true],
	["ServiceUnavailable", 503, true],
])("%s (%i) may be retried: %s", async (code, status, passing) => {
	new FakeServer({ PeekTicket: new Refusal(code, status) });
	const error = await call("/client", "PeekTicket", {}).catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(ApiError);
	expect(error).toMatchObject({ code, status, passing });
});

test("an answer that is no JSON is an internal error", async () => {
	vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
	await expect(call("/client", "PeekTicket", {})).rejects.toMatchObject({ code: "InternalError", passing: true });
});

test("a server that does not answer may answer later", async () => {
	new FakeServer({ PeekTicket: DOWN });
	const error = await call("/client", "PeekTicket", {}).catch((reason: unknown) => reason);
	expect([error instanceof NoAnswer, mayPass(error)]).toEqual([true, true]);
});

test("a page that a network puts in the server's place is no answer", async () => {
	vi.stubGlobal("fetch", async () => new Response("<html>sign in to this network", { status: 200 }));
	await expect(call("/client", "PeekTicket", {})).rejects.toBeInstanceOf(NoAnswer);
});

test("an error of the page itself does not pass", () => {
	expect(mayPass(new TypeError("x is undefined"))).toBe(false);
});
