// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { failedBefore, forgetFailure, rememberFailure } from "./failure";

test("a device remembers a failure for ten minutes", () => {
	expect(failedBefore()).toBe(false);
	rememberFailure();
	vi.advanceTimersByTime(599_000);
	expect(failedBefore()).toBe(true);
	vi.advanceTimersByTime(2_000);
	expect(failedBefore()).toBe(false);
});

test("a device forgets when WebRTC works, or when its clock was set", () => {
	rememberFailure();
	forgetFailure();
	expect(failedBefore()).toBe(false);
	localStorage.setItem("kaibo.webrtc-failed", String(Date.now() + 1000));
	expect(failedBefore()).toBe(false);
	localStorage.setItem("kaibo.webrtc-failed", "never");
	expect(failedBefore()).toBe(false);
});
