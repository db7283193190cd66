// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { showPage, switchTo } from "../design/air";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import { addItem, setItem } from "../design/items";
import { addSource, setSource } from "../design/sources";
import { useDesign } from "../design/useDesign";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { useSlides } from "./useSlides";

function withSlides(): [Design, string] {
	const file = "a".repeat(64);
	const [next, source] = addSource(FIRST, { kind: "slides", name: "", file, pages: 3, width: 1600, height: 900 });
	const [design, item] = addItem(next, "solo", source);
	return [switchTo(design, "solo"), item];
}

async function open(design: Design) {
	const { session, call } = sessionOf();
	call.mockImplementation(async (action: string) =>
		action === "GetShowDesign" ? { Design: design, Revision: 1 } : { Revision: 2 },
	);
	const view = viewOf({ Activity: { Wanted: true }, Design: { Revision: 1 } });
	const { result } = renderHook(() => {
		const show = useDesign(session, view, true);
		return { show, slides: useSlides(show) };
	});
	await pass();
	await vi.dynamicImportSettled();
	await pass();
	return result;
}

test("the pages of the slides on air turn at once, up to the last one", async () => {
	const result = await open(withSlides()[0]);
	expect(result.current.slides).toMatchObject({ pages: 3, page: 1 });
	act(() => result.current.slides?.next());
	expect(result.current.slides?.page).toBe(2);
	act(() => result.current.slides?.show(3));
	act(() => result.current.slides?.next());
	expect(result.current.slides?.page).toBe(3);
	expect(result.current.show).toMatchObject({ draft: false, canUndo: false });
});

test("slides that a shorter file replaced are at its last page, and go back from there", async () => {
	const [design] = withSlides();
	const id = Object.keys(design.sources).find((one) => design.sources[one]?.kind === "slides") ?? "";
	const result = await open(setSource(showPage(design, id, 3), id, "slides", { pages: 2 }));
	expect(result.current.slides).toMatchObject({ pages: 2, page: 2 });
	act(() => result.current.slides?.show(1));
	expect(result.current.slides?.page).toBe(1);
});

test("a scene without slides has no pages to turn", async () => {
	const [design, item] = withSlides();
	expect((await open(switchTo(design, "grid"))).current.slides).toBeNull();
	expect((await open(setItem(design, "solo", item, { seen: false }))).current.slides).toBeNull();
});

test("slides that the host only prepares are not turned", async () => {
	const [design, item] = withSlides();
	const result = await open(setItem(design, "solo", item, { seen: false }));
	act(() => void result.current.show.edit((now) => setItem(now, "solo", item, { seen: true })));
	expect(result.current.show.draft).toBe(true);
	expect(result.current.slides).toBeNull();
});
