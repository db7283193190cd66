import { expect, test } from "vitest";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { managed, programToken, raiseHand } from "./managed";

test("a view without a place tells it by the stage and the program", () => {
	expect(managed(guestView()).place).toBe("");
	expect(managed(guestView({ Session: { OnStage: true } })).place).toBe("backstage");
	expect(managed(guestView({ Session: { OnStage: true, OnAir: true } })).place).toBe("air");
});

test("the server's own words count before what they are guessed from", () => {
	const view = guestView({ Session: { OnStage: true, OnAir: true, Place: "waiting" } as object, GuestsMode: "ask" } as object);
	expect(managed(view)).toMatchObject({ place: "waiting", mode: "ask" });
});

test("times that the server names become what is so now", () => {
	const Session = { HandTime: 5, AskedToUnmuteTime: 6, Muted: true, CameraOff: true } as object;
	expect(managed(guestView({ Session }))).toMatchObject({ handRaised: true, askedToUnmute: true, muted: true, cameraOff: true });
});

test("the calls name the tab", async () => {
	const { session, call, calls } = sessionOf();
	await raiseHand(session, true);
	call.mockResolvedValueOnce({ Token: "token" });
	expect(await programToken(session)).toBe("token");
	expect(calls()).toEqual([
		["RaiseHand", { Tab: "this-tab", Raised: true }],
		["ConnectProgramView", { Tab: "this-tab" }],
	]);
});
