import { afterAll, vi } from "vitest";
import { keepWindow } from "./window";

// Vitest runs this before each test file. The files of one thread share a window and the libraries. New ones for each
// file would take six times as long. So each file gets fresh copies of our own modules, and leaves nothing in the window.
vi.resetModules();

const cleanWindow = typeof document === "undefined" ? () => {} : keepWindow();

afterAll(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	cleanWindow();
});
