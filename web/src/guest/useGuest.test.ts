// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../net/call";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { sessionOf } from "../testing/session";
import { guestView } from "../testing/view";
import { useGuest } from "./useGuest";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

let browser: FakeDevices;
beforeEach(() => {
	FakeRoom.made = [];
	browser = new FakeDevices();
});

const ONSTAGE = guestView({ Session: { OnStage: true } });
const SEEN = guestView({ Session: { OnStage: true, OnAir: true }, Activity: { Status: Status.LIVE, Wanted: true } });
const OVER = guestView({ Session: { OnStage: true }, Activity: { Status: Status.OVER } });

async function guest(view: View, moved = false) {
	const fake = sessionOf();
	const hook = renderHook(({ view, moved }) => useGuest({ ...fake.session, moved }, view), { initialProps: { view, moved } });
	await pass();
	const show = async (next: View, away = false) => {
		hook.rerender({ view: next, moved: away });
		await pass();
	};
	return { ...fake, ...hook, show };
}

test("the green room opens the devices and no room", async () => {
	const { result } = await guest(guestView());
	expect(result.current.state).toBe("preview");
	expect(result.current.device.camera.track?.id).toBe("cam");
	expect(FakeRoom.made).toHaveLength(0);
});

test("joining asks the server; the stage gets a smaller copy of the camera and the microphone", async () => {
	const { result, calls, show } = await guest(guestView());
	await act(async () => result.current.join());
	expect(calls()).toEqual([["JoinStage", { Tab: "this-tab" }]]);
	await show(ONSTAGE);
	expect(calls()).toContainEqual(["ConnectStage", { Tab: "this-tab" }]);
	expect(FakeRoom.last.localParticipant.outgoing).toEqual({
		camera: { id: "cam clone", muted: false },
		microphone: { id: "mic", muted: false },
	});
});

test("a guest without a name tells it before the stage", async () => {
	const { result, calls } = await guest(guestView({ Session: { UserName: "" } }));
	await act(async () => result.current.join());
	expect([calls(), result.current.myName.problem, result.current.joining]).toEqual([[], "empty", false]);
	act(() => result.current.myName.type("Mia"));
	await act(async () => result.current.join());
	expect(calls()).toEqual([
		["SetMyName", { Tab: "this-tab", UserName: "Mia" }],
		["JoinStage", { Tab: "this-tab" }],
	]);
});

test.each([
	["StageFull", "full"],
	["ResourceConflict.LinkCrowded", "crowded"],
	["InternalError", "failed"],
])("a join that ends with %s is shown as %s until the next", async (code, refused) => {
	const { result, call } = await guest(guestView());
	call.mockRejectedValueOnce(new ApiError(code, "", 409));
	await act(async () => result.current.join());
	expect(result.current).toMatchObject({ refused, joining: false });
	await act(async () => result.current.join());
	expect(result.current.refused).toBe("");
});

test("a muted microphone is muted on the stage", async () => {
	const { result } = await guest(ONSTAGE);
	act(() => result.current.devices.toggle("mic"));
	await pass();
	expect(FakeRoom.last.localParticipant.outgoing.microphone?.muted).toBe(true);
});

test("a guest is on air while the show is, the host shows them and the stage is connected", async () => {
	const { result, show } = await guest(ONSTAGE);
	expect([result.current.seen, result.current.air]).toEqual([false, false]);
	await show(SEEN);
	expect([result.current.seen, result.current.air]).toEqual([true, true]);
	act(() => FakeRoom.last.become("signalReconnecting"));
	expect([result.current.seen, result.current.air]).toEqual([true, false]);
});

test("the end of the show releases the place on the stage and both devices", async () => {
	const { result, calls, show } = await guest(SEEN);
	await show(OVER);
	expect(result.current.state).toBe("ended");
	expect(calls()).toContainEqual(["LeaveStage", { Tab: "this-tab" }]);
	expect(FakeRoom.last.state).toBe("disconnected");
	expect(browser.tracks.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
});

const REMOVED = guestView({ Session: { EndReason: "removed" } });

test.each([
	["an undone removal brings the guest back to the stage", ONSTAGE, 80_000, 1],
	["after some minutes the guest comes back to the green room", ONSTAGE, 100_000, 0],
	["a guest who had no place comes back to the green room", guestView(), 1000, 0],
])("%s", async (_, before, later, joins) => {
	const { result, calls, show } = await guest(before);
	await show(REMOVED);
	expect(result.current.state).toBe("removed");
	expect(browser.tracks.every(({ readyState }) => readyState === "ended")).toBe(true);
	await pass(later);
	await show(guestView());
	await show(guestView({ Viewers: 1 }));
	expect(calls().filter(([action]) => action === "JoinStage")).toHaveLength(joins);
	expect([result.current.state, result.current.device.camera.track?.readyState]).toEqual(["preview", "live"]);
});

test("a tab that another one replaced lets go of devices and stage, and calls nothing", async () => {
	const { result, call, show } = await guest(ONSTAGE);
	call.mockClear();
	await show(ONSTAGE, true);
	expect(result.current.here).toBe(false);
	expect(FakeRoom.last.state).toBe("disconnected");
	expect(browser.last("audio").readyState).toBe("ended");
	expect(call).not.toHaveBeenCalled();
});

test("a guest who leaves is offered the way home, even when the call fails", async () => {
	const { result, call } = await guest(ONSTAGE);
	call.mockRejectedValueOnce(new TypeError("down"));
	await act(async () => result.current.leave());
	expect(result.current.left).toBe(true);
});

const placed = (part: object) => guestView({ Session: { OnStage: true, Place: "backstage", ...part } as object });

test("a guest who knocks holds no place on the stage, and enters by themselves when they are let in", async () => {
	const { result, show } = await guest(guestView({ Session: { Place: "waiting" } as object }));
	expect([result.current.state, FakeRoom.made.length]).toEqual(["waiting", 0]);
	await show(placed({}));
	expect(result.current.state).toBe("onstage");
	expect(Object.keys(FakeRoom.last.localParticipant.outgoing)).toEqual(["camera", "microphone"]);
});

test("a guest whom the host muted cannot unmute, and does so themselves when the right is back", async () => {
	const { result, show } = await guest(placed({ Muted: true }));
	act(() => result.current.devices.toggle("mic"));
	await pass();
	expect(result.current.device.mic.wanted).toBe(false);
	expect(FakeRoom.last.localParticipant.outgoing.microphone).toBeUndefined();
	await show(placed({ Muted: false }));
	expect(result.current.device.mic.wanted).toBe(false);
	act(() => result.current.devices.toggle("mic"));
	await pass();
	expect(FakeRoom.last.localParticipant.outgoing.microphone).toEqual({ id: "mic", muted: false });
});

test("a guest whose camera the host turned off sends no picture", async () => {
	const { result } = await guest(placed({ CameraOff: true }));
	act(() => result.current.devices.toggle("camera"));
	await pass();
	expect(result.current.device.camera).toMatchObject({ wanted: false, track: null });
	expect(FakeRoom.last.localParticipant.outgoing.camera).toBeUndefined();
});

test("a hand is raised and lowered", async () => {
	const { result, calls, show } = await guest(placed({}));
	act(() => result.current.hand());
	await show(placed({ HandTime: 5 }));
	act(() => result.current.hand());
	expect(calls().filter(([action]) => action === "RaiseHand")).toEqual([
		["RaiseHand", { Tab: "this-tab", Raised: true }],
		["RaiseHand", { Tab: "this-tab", Raised: false }],
	]);
});

test("the program is a second view: the page asks for it on air, and leaves it on sound alone", async () => {
	const Activity = { Status: Status.LIVE, Wanted: true };
	const live = guestView({ GuestsMode: "backstage", Session: { OnStage: true }, Activity, Publisher: "program-1" } as object);
	const { result, call, calls, show } = await guest(ONSTAGE);
	expect(result.current.showsProgram).toBe(false);
	call.mockResolvedValue({ Token: "program" });
	await show(live);
	expect(calls()).toContainEqual(["ConnectProgramView", { Tab: "this-tab" }]);
	const second = FakeRoom.last;
	expect(second.connections).toMatchObject([{ token: "program", options: { autoSubscribe: false } }]);
	act(() => result.current.soundOnly.take());
	await pass();
	expect([result.current.showsProgram, second.state]).toEqual([false, "disconnected"]);
});

test("sound only is offered after a while of weak network, turns the camera off, and gives it back", async () => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	const { result } = await guest(ONSTAGE);
	act(() => FakeRoom.last.localParticipant.emit("connectionQualityChanged", "poor"));
	expect([result.current.network, result.current.soundOnly.state]).toEqual(["weak", ""]);
	act(() => void vi.advanceTimersByTime(6000));
	expect(result.current.soundOnly.state).toBe("offered");
	act(() => result.current.soundOnly.take());
	await pass();
	expect(result.current.device.camera.track).toBeNull();
	act(() => FakeRoom.last.localParticipant.emit("connectionQualityChanged", "excellent"));
	act(() => void vi.advanceTimersByTime(6000));
	expect(result.current.soundOnly.state).toBe("needless");
	act(() => result.current.soundOnly.giveBack());
	await pass();
	expect(result.current.device.camera.track).not.toBeNull();
	expect(result.current.soundOnly.state).toBe("");
	vi.useRealTimers();
});
