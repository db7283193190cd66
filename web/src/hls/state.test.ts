import { expect, test } from "vitest";
import { after, type Happening, IDLE, type Playing } from "./state";

const loss = (status: number, final = true): Happening => ({ kind: "loss", status, final });

/** Let things happen in their order. Returns the end, and what the player does after the last one. */
function run(...happenings: Happening[]): [Playing, string] {
	let [now, act]: [Playing, string] = [IDLE, "none"];
	for (const what of happenings) [now, act] = after(now, what);
	return [now, act];
}

const OPEN: Happening = { kind: "open" };
const CAME: Happening = { kind: "came" };
const FAULT: Happening = { kind: "fault" };

test("a playlist loads, and plays with its first part", () => {
	expect(run(OPEN)[0].state).toBe("loading");
	expect(run(OPEN, CAME)[0].state).toBe("playing");
});

test("a lost network is slow, and is tried for ever", () => {
	const many = Array.from({ length: 50 }, () => loss(0));
	const [end, act] = run(OPEN, CAME, ...many);
	expect([end.state, end.losses, act]).toEqual(["slow", 50, "again"]);
	expect(run(OPEN, ...many, CAME)[0]).toEqual({ ...IDLE, state: "playing" });
});

test.each([0, 429, 500, 503])("a status %i is no refusal", (status) => {
	expect(run(OPEN, loss(status))[1]).toBe("again");
});

test("a loss that the library mends is slow alone", () => {
	const [end, act] = run(OPEN, loss(503, false));
	expect([end.state, end.losses, act]).toEqual(["slow", 0, "none"]);
});

test.each([401, 403, 404, 410])("a refusal %i reads the playlist once more, and then it is gone", (status) => {
	expect(run(OPEN, CAME, loss(status))[1]).toBe("reload");
	const [end, act] = run(OPEN, CAME, loss(status), loss(status));
	expect([end.state, act]).toEqual(["gone", "stop"]);
	// A part in between begins the count again.
	expect(run(OPEN, loss(status), CAME, loss(status))[1]).toBe("reload");
});

test("a live playlist may be missing a few times, and its first part begins the count again", () => {
	const live: Happening = { kind: "open", patience: 2 };
	const [waits, act] = run(live, loss(404), loss(404));
	expect([waits.state, waits.losses, act]).toEqual(["loading", 2, "again"]);
	expect(run(live, loss(404), loss(404), loss(404))[1]).toBe("reload");
	expect(run(live, loss(404), loss(404), loss(404), loss(404))[0].state).toBe("gone");
	expect(run(live, loss(404), loss(404), CAME, loss(404))[1]).toBe("again");
	expect(run(live, loss(403))[1]).toBe("reload");
	expect(run(live, loss(403), loss(403))[0].state).toBe("gone");
});

test("a decoder that fails is reset once, and is broken after the second time", () => {
	expect(run(OPEN, CAME, FAULT)[1]).toBe("recover");
	const [end, act] = run(OPEN, CAME, FAULT, FAULT);
	expect([end.state, act]).toEqual(["broken", "stop"]);
	expect(run(OPEN, FAULT, CAME, FAULT)[1]).toBe("recover");
});

test("an end stays, until another playlist opens", () => {
	const gone: Happening[] = [OPEN, loss(404), loss(404)];
	expect(run(...gone, CAME, loss(0), FAULT)[0].state).toBe("gone");
	expect(run(...gone, OPEN)[0]).toEqual({ ...IDLE, state: "loading" });
	expect(run(OPEN, { kind: "unsupported" })).toEqual([{ ...IDLE, state: "unsupported" }, "stop"]);
});

test("nothing acts after the close", () => {
	expect(run(OPEN, CAME, { kind: "close" }, loss(0))).toEqual([IDLE, "none"]);
});
