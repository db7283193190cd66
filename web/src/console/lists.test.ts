import { afterEach, expect, test, vi } from "vitest";
import { ApiError } from "../net/call";
import { bytes } from "../ui/sizes";
import { merged } from "./mergedSettings";
import { patiently } from "./patiently";
import { upTo } from "./usePages";

afterEach(() => void vi.useRealTimers());

test("pages are read one after the other, until the last one or as many as are wanted", async () => {
	const next = { "": "b", b: "c", c: "" } as Record<string, string>;
	const read = async (token: string) => ({ rows: [token], next: next[token] ?? "" });
	expect(await upTo(read, 2)).toEqual({ rows: ["", "b"], next: "c" });
	expect(await upTo(read, 9)).toEqual({ rows: ["", "b", "c"], next: "" });
});

test("a call waits while the server is busy, and gives up in the end", async () => {
	vi.useFakeTimers();
	let calls = 0;
	const busy = new ApiError("FlowLimitExceeded", "too often", 429);
	const second = patiently(async () => {
		calls += 1;
		if (calls === 1) throw busy;
		return "done";
	});
	await vi.runAllTimersAsync();
	expect(await second).toBe("done");
	const never = expect(patiently(() => Promise.reject(busy))).rejects.toBe(busy);
	await vi.runAllTimersAsync();
	await never;
	const wrong = new ApiError("AccessDenied", "no", 403);
	await expect(patiently(() => Promise.reject(wrong))).rejects.toBe(wrong);
});

test("a setting stands once where the servers agree, and once for each server where they differ", () => {
	const server = (id: string, grace: string) => ({
		ServerId: id,
		Settings: [
			{ Name: "port", Value: "8780", Source: "default" },
			{ Name: "grace_seconds", Value: grace, Source: "file" },
		],
	});
	expect(merged([])).toEqual([]);
	expect(merged([server("a", "90"), server("b", "5")])).toEqual([
		{ name: "port", value: "8780", source: "default", server: "" },
		{ name: "grace_seconds", value: "90", source: "file", server: "a" },
		{ name: "grace_seconds", value: "5", source: "file", server: "b" },
	]);
});

test("bytes are written in the largest unit that they fill", () => {
	expect([0, 999, 1000, 38_200_000_000, 5e15].map((number) => bytes(number, "en"))).toEqual([
		"0 byte",
		"999 byte",
		"1 kB",
		"38.2 GB",
		"5,000 TB",
	]);
});
