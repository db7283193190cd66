import { act } from "@testing-library/react";
import { vi } from "vitest";

/** Move the test's clock, and let React and every settled promise run. */
export async function pass(ms = 0): Promise<void> {
	await act(() => vi.advanceTimersByTimeAsync(ms));
}

/** A promise that the test settles itself. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
	let resolve: (value: T) => void = () => {};
	let reject: (error: Error) => void = () => {};
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}
