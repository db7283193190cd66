// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Ask } from "../chat/door";
import { pass } from "../testing/act";
import { lineAt, useAnnouncements } from "./announcements";

const LINES = [
	{ Time: 100, Text: "Welcome" },
	{ Time: 200, Text: "" },
	{ Time: 300, Text: "Slides are in the intranet" },
];

test.each([
	[99.9, ""],
	[100, "Welcome"],
	[199.9, "Welcome"],
	[200, ""],
	[5000, "Slides are in the intranet"],
])("at second %d the line above the chat is %o", (moment, line) => {
	expect(lineAt(LINES, moment)).toBe(line);
});

test("nothing is read before the viewer plays the replay, and a server that is away gives no line", async () => {
	const ask = vi.fn(async () => ({ Announcements: LINES }));
	const page = renderHook(({ plays }) => useAnnouncements(plays, ask as unknown as Ask), { initialProps: { plays: false } });
	await pass();
	expect(ask).not.toHaveBeenCalled();
	page.rerender({ plays: true });
	await pass();
	expect(page.result.current).toEqual(LINES);
	const away = (async () => Promise.reject(new Error("away"))) as unknown as Ask;
	const other = renderHook(() => useAnnouncements(true, away));
	await pass();
	expect(other.result.current).toEqual([]);
});
