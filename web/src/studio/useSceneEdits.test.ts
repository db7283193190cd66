// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { FIRST } from "../design/first";
import { addScene, type TemplateName } from "../design/templates";
import { useDesign } from "../design/useDesign";
import { setLanguage } from "../i18n/language";
import type { Make } from "../scene/strip";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { useSceneEdits } from "./useSceneEdits";

beforeEach(() => setLanguage("en"));

const from =
	(template: TemplateName): Make =>
	(design, names) =>
		addScene(design, template, names);

async function open(live = false) {
	const { session, call } = sessionOf();
	call.mockImplementation(async (action: string) =>
		action === "GetShowDesign" ? { Design: FIRST, Revision: 0 } : { Revision: 1 },
	);
	const view = viewOf({ Activity: { Wanted: live }, Design: { Revision: 0 } });
	const { result } = renderHook(() => {
		const show = useDesign(session, view, true);
		return { show, ...useSceneEdits(show, live) };
	});
	await pass();
	const ids = () => result.current.show.design.scenes.map(({ id }) => id);
	return { result, ids };
}

test("before the show a new scene is chosen at once, and on air only a click shows it", async () => {
	for (const live of [false, true]) {
		const { result } = await open(live);
		const before = result.current.show.design.air.scene;
		let id = "";
		act(() => {
			id = result.current.edits.add(from("interview"));
		});
		expect(result.current.show.design.air.scene).toBe(live ? before : id);
		expect(result.current.show.draft).toBe(false);
	}
});

test("scenes of one template have names that differ", async () => {
	const { result } = await open();
	for (const _ of [1, 2, 3]) act(() => void result.current.edits.add(from("soon")));
	act(() => void result.current.edits.duplicate("solo"));
	const names = result.current.show.design.scenes.map(({ name }) => name);
	expect(names).toEqual(["", "Just me 2", "", "", "", "Starting soon 2", "Starting soon 3"]);
});

test("one undo brings a deleted scene back, also the one that is chosen", async () => {
	const { result, ids } = await open();
	const { scene } = result.current.show.design.air;
	act(() => result.current.edits.remove(scene));
	expect(ids()).not.toContain(scene);
	expect(result.current.removed).toBe("Side by side");
	act(() => void result.current.show.undo());
	expect(ids()).toContain(scene);
	expect(result.current.removed).toBeNull();
});

test("the offer to undo a deletion goes when something else changes", async () => {
	const { result } = await open();
	act(() => void result.current.edits.add(from("interview")));
	act(() => result.current.edits.remove("solo"));
	expect(result.current.removed).toBe("Just me");
	act(() => result.current.edits.rename("large", "Talk"));
	expect(result.current.removed).toBeNull();
});

test("the scene on air is not removed", async () => {
	const { result, ids } = await open(true);
	act(() => result.current.edits.remove(result.current.show.design.air.scene));
	expect(ids()).toHaveLength(3);
	expect(result.current.removed).toBeNull();
});

test("a change of the scene on air is a draft", async () => {
	const { result } = await open(true);
	act(() => result.current.edits.background("grid", { first: "#884422", last: "#884422", file: "" }));
	expect(result.current.show.draft).toBe(true);
});
