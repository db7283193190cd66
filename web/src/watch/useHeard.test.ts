// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../testing/act";
import { useHeard } from "./useHeard";

let timestamp: number;
let visibility: string;
const receiver = {
	getSynchronizationSources: () => (timestamp ? [{ timestamp }] : []),
} as unknown as RTCRtpReceiver;

beforeEach(() => {
	timestamp = 0;
	visibility = "visible";
	Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
});

const heard = (of: RTCRtpReceiver | null) => renderHook(({ of }) => useHeard(of), { initialProps: { of } });

test("without a receiver there is no sound", async () => {
	const { result } = heard(null);
	await pass(10_000);
	expect(result.current).toBe("none");
});

test("a receiver without a first packet has not stopped", async () => {
	const { result } = heard(receiver);
	await pass(10_000);
	expect(result.current).toBe("none");
});

test("packets that come and stay away are told apart", async () => {
	const { result } = heard(receiver);
	for (timestamp = 1000; timestamp < 1010; timestamp += 1) await pass(200);
	expect(result.current).toBe("coming");
	await pass(1000);
	expect(result.current).toBe("coming");
	await pass(1000);
	expect(result.current).toBe("stopped");
	timestamp += 1;
	await pass(200);
	expect(result.current).toBe("coming");
});

test("a hidden tab, which looks seldom, does not count as stopped", async () => {
	const { result } = heard(receiver);
	timestamp = 1000;
	await pass(200);
	visibility = "hidden";
	await pass(60_000);
	expect(result.current).toBe("coming");
	visibility = "visible";
	await pass(2000);
	expect(result.current).toBe("stopped");
});

test("another receiver begins from nothing", async () => {
	const { result, rerender } = heard(receiver);
	timestamp = 1000;
	await pass(200);
	rerender({ of: null });
	await pass();
	expect(result.current).toBe("none");
});
