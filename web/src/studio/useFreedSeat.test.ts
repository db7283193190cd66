// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { opensByItself, useFreedSeat } from "./useFreedSeat";

const taken = (Seat: Partial<View["Seat"]>, Wanted = false) => viewOf({ Seat: { Mine: false, ...Seat }, Activity: { Wanted } });
const left = (FreeInSeconds: number) => taken({ Connected: false, FreeInSeconds });
const Asked = { Mine: true, Told: true, SecondsLeft: 5, Browser: "", System: "" };

afterEach(() => see(true));

function see(visible: boolean) {
	Object.defineProperty(document, "visibilityState", { get: () => (visible ? "visible" : "hidden"), configurable: true });
	document.dispatchEvent(new Event("visibilitychange"));
}

function waiting(view: View) {
	const { session, enter } = sessionOf();
	const { rerender } = renderHook((next: View) => useFreedSeat(session, next), { initialProps: view });
	return { enter, show: rerender };
}

test("a studio that stays closed elsewhere opens here by itself, once", async () => {
	const { enter, show } = waiting(taken({}));
	await pass(60_000);
	show(left(5));
	await pass(5_000);
	expect(enter).not.toHaveBeenCalled();
	await pass(150);
	expect(enter).toHaveBeenCalledOnce();
	await pass(60_000);
	expect(enter).toHaveBeenCalledOnce();
});

test("a reload elsewhere keeps the seat there", async () => {
	const { enter, show } = waiting(left(5));
	await pass(4_900);
	show(taken({ Connected: true }));
	await pass(60_000);
	expect(enter).not.toHaveBeenCalled();
});

test("a try that failed is made again for the next view", async () => {
	const { enter, show } = waiting(left(0));
	enter.mockRejectedValueOnce(new TypeError("down"));
	await pass(150);
	show(left(0));
	await pass(150);
	expect(enter).toHaveBeenCalledTimes(2);
});

test("a tab that nobody sees takes the seat only when a person looks at it", async () => {
	see(false);
	const { enter } = waiting(left(1));
	await pass(60_000);
	expect(enter).not.toHaveBeenCalled();
	see(true);
	expect(enter).toHaveBeenCalledOnce();
});

test("on air, after a refusal and during a request the page takes nothing by itself", async () => {
	const absent = { Connected: false, FreeInSeconds: 0 };
	for (const view of [taken(absent, true), taken({ ...absent, Refused: true }), taken({ ...absent, Asked })]) {
		expect(opensByItself(view)).toBe(false);
		const { enter } = waiting(view);
		await pass(60_000);
		expect(enter).not.toHaveBeenCalled();
	}
});
