import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Bar, REST_MS } from "./bar";

let held = false;
let bar: Bar;
const changes = vi.fn();

beforeEach(() => {
	vi.useFakeTimers();
	held = false;
	changes.mockClear();
	bar = new Bar(() => held, changes);
});
afterEach(() => vi.useRealTimers());

test("controls come with the viewer, and go after a rest", () => {
	bar.wake();
	vi.advanceTimersByTime(REST_MS - 1);
	bar.wake();
	vi.advanceTimersByTime(REST_MS - 1);
	expect(changes.mock.calls).toEqual([[true]]);
	vi.advanceTimersByTime(1);
	expect(changes.mock.calls).toEqual([[true], [false]]);
});

test("controls that are needed stay, and go a rest after that", () => {
	held = true;
	bar.wake();
	vi.advanceTimersByTime(REST_MS * 4);
	expect(bar.shown).toBe(true);
	bar.leave();
	expect(bar.shown).toBe(true);
	held = false;
	vi.advanceTimersByTime(REST_MS);
	expect(bar.shown).toBe(false);
});

test("a pointer that leaves takes the controls along", () => {
	bar.wake();
	bar.leave();
	expect(bar.shown).toBe(false);
});

test("a touch shows the controls, the next one hides them", () => {
	bar.tap();
	expect(bar.shown).toBe(true);
	bar.tap();
	expect(bar.shown).toBe(false);
});

test("a bar that was stopped stays away", () => {
	bar.wake();
	bar.stop();
	vi.advanceTimersByTime(REST_MS * 2);
	expect(changes.mock.calls).toEqual([[true], [false]]);
});
