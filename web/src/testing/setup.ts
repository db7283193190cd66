import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

/** Imported by tests of hooks and pages. Every test has its own clock, its own storage, and pauses without chance (see `pauseAfter`). */
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("RTCPeerConnection", class {});
	vi.spyOn(Math, "random").mockReturnValue(0.5);
});

afterEach(() => {
	cleanup();
	localStorage.clear();
	sessionStorage.clear();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});
