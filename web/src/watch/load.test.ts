// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { patiently } from "./load";

const program = {};

test("code that does not come is asked for again", async () => {
	const load = vi.fn().mockRejectedValueOnce(new TypeError("offline")).mockResolvedValue(program);
	const loaded = patiently(load);
	await pass(300);
	expect(await loaded).toBe(program);
	expect(load).toHaveBeenCalledTimes(2);
});

test("code that is gone is an error of the page", async () => {
	const load = vi.fn().mockRejectedValue(new TypeError("gone"));
	const loaded = expect(patiently(load)).rejects.toThrow("gone");
	await pass(10_000);
	await loaded;
	expect(load).toHaveBeenCalledTimes(5);
});
