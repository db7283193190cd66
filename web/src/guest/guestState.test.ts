import { expect, test } from "vitest";
import { Status } from "../net/roles";
import { guestView } from "../testing/view";
import { guestState } from "./guestState";

const over = (Connected: boolean, Wanted = false) =>
	guestView({ Activity: { Status: Status.OVER, Wanted }, Seat: { Connected } });

test("a guest is in the green room until the stage", () => {
	expect(guestState(guestView(), false)).toBe("preview");
	expect(guestState(guestView({ Session: { OnStage: true } }), false)).toBe("onstage");
});

test("a session that ended says so, a removal by its own name", () => {
	expect(guestState(guestView({ Session: { OnStage: true, EndReason: "removed" } }), true)).toBe("removed");
	expect(guestState(guestView({ Session: { EndReason: "revoked" } }), false)).toBe("ended");
});

test("the end of the show ends the part of a guest who saw it", () => {
	expect(guestState(over(true), true)).toBe("ended");
	const replay = guestView({ Activity: { Status: Status.REPLAY, Wanted: false }, Seat: { Connected: true } });
	expect(guestState(replay, true)).toBe("ended");
});

test("a guest who comes after the show meets a host who is there, and otherwise an end", () => {
	expect(guestState(over(true), false)).toBe("preview");
	expect(guestState(over(false), false)).toBe("ended");
	expect(guestState(over(false, true), false)).toBe("preview");
});

test("a guest who knocked waits, in a reload too, until they are let in", () => {
	const at = (Place: string) => guestView({ Session: { Place } as object });
	expect(guestState(at("waiting"), false)).toBe("waiting");
	expect(guestState(at("backstage"), false)).toBe("onstage");
	expect(guestState(at("air"), true)).toBe("onstage");
	expect(guestState(at(""), true)).toBe("preview");
});

test("a guest who was turned away sees an end, with words of its own", () => {
	expect(guestState(guestView({ Session: { EndReason: "turned-away" } }), false)).toBe("ended");
});
