// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { FakeServer, Refusal } from "../testing/server";
import { redeem, rememberAlso } from "./redeem";

const admission = { Ticket: "ticket", Nonce: "nonce" };
const admitted = { Path: "/s/se_1", LinkId: "li_1", SessionId: "se_1" };

test("a ticket becomes a session, which this device remembers by its link", async () => {
	const server = new FakeServer({ RedeemTicket: admitted });
	expect(await redeem(admission, false)).toBe("/s/se_1");
	expect(server.calls[0]?.body).toEqual({ ...admission, Move: false });
	expect(localStorage.getItem("kaibo.in.li_1")).toBe("se_1");
});

test("a link that is in use on another device gives null and remembers nothing", async () => {
	new FakeServer({ RedeemTicket: new Refusal("ResourceConflict.OpenElsewhere", 409) });
	expect(await redeem(admission, false)).toBeNull();
	expect(localStorage).toHaveLength(0);
});

test("every other refusal is thrown", async () => {
	new FakeServer({ RedeemTicket: new Refusal("TicketSpent", 410) });
	await expect(redeem(admission, true)).rejects.toMatchObject({ code: "TicketSpent" });
});

test("a browser without storage is admitted all the same", async () => {
	new FakeServer({ RedeemTicket: admitted });
	vi.stubGlobal("localStorage", {
		getItem: () => null,
		clear: () => {},
		setItem: () => {
			throw new DOMException("full", "QuotaExceededError");
		},
	});
	expect(await redeem(admission, true)).toBe("/s/se_1");
	expect(() => rememberAlso("li_3", "se_1")).not.toThrow();
});

test("a new link of the session is remembered, an older entry stays", () => {
	rememberAlso("li_2", "se_1");
	rememberAlso("li_2", "se_2");
	expect(localStorage.getItem("kaibo.in.li_2")).toBe("se_1");
});
