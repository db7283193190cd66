// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { pauseAfter, retrying, tryAgain } from "./retry";

test("pauses double up to two seconds", () => {
	expect([0, 1, 2, 3, 9].map(pauseAfter)).toEqual([300, 600, 1200, 2000, 2000]);
});

test("pauses are spread by a quarter up and down", () => {
	vi.mocked(Math.random).mockReturnValue(0);
	expect(pauseAfter(9)).toBe(1500);
	vi.mocked(Math.random).mockReturnValue(1);
	expect(pauseAfter(9)).toBe(2500);
});

test("work runs once for each failure, later each time, and early again after a success", () => {
	const work = vi.fn();
	const retry = retrying(work);
	vi.advanceTimersByTime(10_000);
	expect(work).not.toHaveBeenCalled();
	for (const pause of [300, 600]) {
		retry.later();
		vi.advanceTimersByTime(pause - 1);
		expect(work).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(work).toHaveBeenCalledOnce();
		work.mockClear();
	}
	retry.reset();
	retry.later();
	vi.advanceTimersByTime(300);
	expect(work).toHaveBeenCalledOnce();
});

test("two failures at once make one retry", () => {
	const work = vi.fn();
	const retry = retrying(work);
	retry.later();
	retry.later();
	vi.advanceTimersByTime(10_000);
	expect(work).toHaveBeenCalledOnce();
});

test("stopped work never runs again", () => {
	const work = vi.fn();
	const retry = retrying(work);
	retry.later();
	retry.stop();
	retry.later();
	vi.advanceTimersByTime(10_000);
	expect(work).not.toHaveBeenCalled();
});

test("work is tried again as often as it may, and only after failures that pass", async () => {
	const busy = new Error("busy");
	const work = vi.fn().mockRejectedValueOnce(busy).mockResolvedValue("done");
	const done = tryAgain(work, 2, () => true);
	await vi.advanceTimersByTimeAsync(300);
	expect(await done).toBe("done");
	const failing = vi.fn().mockRejectedValue(busy);
	const failed = expect(tryAgain(failing, 2, () => true)).rejects.toBe(busy);
	await vi.advanceTimersByTimeAsync(10_000);
	await failed;
	expect(failing).toHaveBeenCalledTimes(3);
	const final = vi.fn().mockRejectedValue(busy);
	await expect(tryAgain(final, 2, () => false)).rejects.toBe(busy);
	expect(final).toHaveBeenCalledOnce();
});
