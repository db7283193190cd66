// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Air, DesignSource, Scene, Shown } from "../design/document";
import { useCountdowns } from "./useCountdowns";

const NOON = Date.UTC(2030, 0, 2, 12);
const onEnd = vi.fn();
const scene = (id: string, sources: string[]): Scene => ({
	id,
	name: "",
	template: "",
	layout: "grid",
	large: "",
	free: true,
	items: sources.map((source) => ({ id: source, source, seen: true }) as Scene["items"][number]),
});
const SOON = scene("soon", ["left"]);
const MAIN = scene("main", []);
const ENDS = { left: NOON + 60_000 };

interface Props {
	on?: Scene;
	ends?: Record<string, number>;
	next?: string;
	seconds?: number;
	up?: string[];
	now: number;
	startsAt?: number;
	active?: boolean;
}

function props({ on = SOON, ends = ENDS, next = "main", seconds = 60, up = [], now, startsAt = 0, active = true }: Props) {
	const sources: Record<string, DesignSource> = { left: { kind: "countdown", title: "", seconds, nextScene: next } };
	const shown = { scene: on, sources, overlays: SOON.items } as unknown as Shown;
	const air = { scene: on.id, ends, overlays: up } as unknown as Air;
	return [shown, { air, scenes: [SOON, MAIN] }, { now, startsAt, active }, onEnd] satisfies Parameters<typeof useCountdowns>;
}

/** Show the page at these moments, one after the other. */
function play(...moments: Props[]): void {
	const [first = { now: 0 }, ...rest] = moments;
	const { rerender } = renderHook((one: Props) => useCountdowns(...props(one)), { initialProps: first });
	for (const one of rest) rerender(one);
}

beforeEach(() => onEnd.mockClear());

test("a countdown's end leads to its scene, once", () => {
	play({ now: NOON }, { now: NOON + 59_999 });
	expect(onEnd).not.toHaveBeenCalled();
	play({ now: NOON }, { now: NOON + 60_001 }, { now: NOON + 61_001 });
	expect(onEnd.mock.calls).toEqual([[{ countdown: "left", scene: "main" }]]);
});

test("a computer that slept over the end goes on when it wakes", () => {
	play({ now: NOON }, { now: NOON + 3_600_000 });
	expect(onEnd).toHaveBeenCalledOnce();
});

test("a page that opens soon after the end goes on, one that opens later does not", () => {
	play({ now: NOON + 70_000 });
	expect(onEnd).toHaveBeenCalledOnce();
	onEnd.mockClear();
	play({ now: NOON + 600_000 }, { now: NOON + 601_000 });
	expect(onEnd).not.toHaveBeenCalled();
});

test("the planned start ends a countdown without a length", () => {
	play({ now: NOON, seconds: 0, ends: {}, startsAt: NOON + 10 }, { now: NOON + 1000, seconds: 0, ends: {}, startsAt: NOON + 10 });
	expect(onEnd).toHaveBeenCalledOnce();
});

test.each([
	["leads nowhere", { next: "" }],
	["leads to a scene that is gone", { next: "other" }],
	["leads to its own scene", { next: "soon" }],
	["is not in the scene on air", { on: MAIN }],
	["was not started", { ends: {} }],
	["is on a page that may not switch", { active: false }],
])("a countdown that %s switches nothing", (_, how) => {
	play({ now: NOON, ...how }, { now: NOON + 61_000, ...how });
	expect(onEnd).not.toHaveBeenCalled();
});

test("a host who goes back to the scene of an ended countdown stays there", () => {
	play({ now: NOON }, { now: NOON + 60_001 }, { now: NOON + 65_000, on: MAIN }, { now: NOON + 70_000 }, { now: NOON + 71_000 });
	expect(onEnd).toHaveBeenCalledOnce();
});

test("a page that gets the seat long after the end switches nothing", () => {
	play({ now: NOON, active: false }, { now: NOON + 600_000, active: false }, { now: NOON + 601_000 });
	expect(onEnd).not.toHaveBeenCalled();
});

test("a countdown above the scenes leads on too, while it is up", () => {
	const above = { on: scene("intro", []), up: ["left"] };
	play({ now: NOON, ...above }, { now: NOON + 60_001, ...above });
	expect(onEnd).toHaveBeenCalledOnce();
});
