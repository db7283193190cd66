// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { switchTo } from "../design/air";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import { MAX_SCENES } from "../design/limits";
import { duplicateScene, moveScene, removeScene, renameScene } from "../design/scenes";
import { designWords } from "../design/words";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { type SceneEdits, Scenes } from "./Scenes";

class FakeObserver {
	observe = () => {};
	disconnect = () => {};
}

let design: Design;
const onBackground = vi.fn();
const onEarlier = vi.fn();

beforeEach(() => {
	vi.stubGlobal("IntersectionObserver", FakeObserver);
	setLanguage("en");
});

function Strip({ first, live }: { first: Design; live: boolean }) {
	const [now, set] = useState(first);
	design = now;
	const make = ([next, id]: [Design, string]) => {
		set(next);
		return id;
	};
	const edits: SceneEdits = {
		add: (scene) => make(scene(now, designWords.en)),
		duplicate: (id) => make(duplicateScene(now, id)),
		rename: (id, name) => set(renameScene(now, id, name)),
		remove: (id) => set(removeScene(now, id)),
		move: (id, to) => set(moveScene(now, id, to)),
	};
	return (
		<Scenes
			scenes={now.scenes}
			onAir={now.air.scene}
			live={live}
			size={{ width: 160, height: 90 }}
			paintOn={() => ({ see: () => {}, stop: () => {} })}
			edits={edits}
			onBackground={onBackground}
			onEarlier={onEarlier}
			onChoose={(id) => set(switchTo(now, id))}
		/>
	);
}

const show = (first = FIRST, live = false) => render(<Strip first={first} live={live} />);
const card = (id: string) => document.querySelector<HTMLElement>(`[data-scene="${id}"]`) as HTMLElement;
const ids = () => [...document.querySelectorAll<HTMLElement>("[data-scene]")].map(({ dataset }) => dataset.scene);
const act = (scene: string, what: string) => {
	fireEvent.click(document.querySelector(`#scene-more-${scene}`) as Element);
	const item = document.querySelector(`[data-card="${scene}"] [data-act="${what}"]`);
	if (item) fireEvent.click(item);
	return item;
};
/** Wait for the part of the page that comes with its first use. */
const loaded = async () => {
	await vi.dynamicImportSettled();
	await pass();
};
const focused = () => (document.activeElement as HTMLElement).dataset.scene;
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });

test("arrow keys move the focus along the strip and choose nothing", () => {
	show();
	card("grid").focus();
	press("ArrowRight");
	expect(focused()).toBe("large");
	press("ArrowRight");
	expect(focused()).toBe("large");
	press("Home");
	expect(focused()).toBe("solo");
	press("ArrowLeft");
	press("End");
	expect([focused(), design.air.scene]).toEqual(["large", FIRST.air.scene]);
	expect(ids().filter((id) => card(id as string).tabIndex === 0)).toEqual(["large"]);
});

test("a new scene comes from a template, at the end, with the focus", async () => {
	show();
	fireEvent.click(screen.getByRole("button", { name: "New scene" }));
	await loaded();
	expect(document.activeElement?.textContent).toBe("Just me");
	fireEvent.click(document.querySelector("[data-template=interview]") as Element);
	expect(design.scenes.map(({ template }) => template)).toEqual(["solo", "grid", "large", "interview"]);
	expect(focused()).toBe(design.scenes[3]?.id);
});

test("a full show offers no further scene", () => {
	const scenes = Array.from({ length: MAX_SCENES }, (_, at) => ({ ...FIRST.scenes[0], id: at ? `s${at}` : "grid" }));
	show({ ...FIRST, scenes } as Design);
	expect(document.querySelector("#new-scene")).toBeNull();
	expect(act("grid", "duplicate")).toBeNull();
});

test("a scene gets another name", async () => {
	show();
	act("solo", "rename");
	await loaded();
	fireEvent.change(screen.getByLabelText("Name of the scene"), { target: { value: " Opening " } });
	fireEvent.click(document.querySelector("#save-scene-name") as Element);
	expect(card("solo").textContent).toContain("Opening");
	expect(design.scenes[0]?.name).toBe("Opening");
});

test("a scene is copied beside itself", () => {
	show();
	act("solo", "duplicate");
	expect(ids()).toEqual(["solo", focused(), "grid", "large"]);
});

test("a scene moves one place, up to the ends, and keeps the focus", () => {
	show();
	expect(act("solo", "left")).toBeNull();
	act("solo", "right");
	expect(ids()).toEqual(["grid", "solo", "large"]);
	expect(document.activeElement?.id).toBe("scene-more-solo");
	act("solo", "right");
	expect(ids()).toEqual(["grid", "large", "solo"]);
	expect(act("solo", "right")).toBeNull();
});

test("a dragged scene comes where it is dropped", () => {
	show();
	for (const [at, id] of ["solo", "grid", "large"].entries()) {
		card(id).getBoundingClientRect = () => new DOMRect(at * 100, 0, 90, 60);
	}
	const over = (clientX: number, then: "drop" | "dragEnd") => {
		fireEvent.dragStart(card("solo"), { dataTransfer: { setData: () => {} } });
		fireEvent(card("grid"), new MouseEvent("dragover", { clientX, bubbles: true, cancelable: true }));
		fireEvent[then](card("grid"));
	};
	over(220, "drop");
	expect(ids()).toEqual(["grid", "solo", "large"]);
	over(0, "dragEnd");
	expect(ids()).toEqual(["grid", "solo", "large"]);
	expect(document.querySelector("[data-drop]")).toBeNull();
});

test("a deleted scene gives the focus to its neighbour", () => {
	show();
	act("solo", "delete");
	expect([ids(), focused()]).toEqual([["grid", "large"], "grid"]);
});

test("the scene that viewers see cannot be deleted, and its menu says why", () => {
	show(FIRST, true);
	const item = act(FIRST.air.scene, "delete");
	expect(item?.textContent).toBe("On air now, can’t be deleted");
	expect(ids()).toHaveLength(3);
});

test("the menus lead to the background of a scene and to the earlier shows", async () => {
	show();
	act("solo", "background");
	expect(onBackground).toHaveBeenCalledWith("solo");
	fireEvent.click(screen.getByRole("button", { name: "New scene" }));
	await loaded();
	fireEvent.click(screen.getByText("Start from an earlier show…"));
	expect(onEarlier).toHaveBeenCalledOnce();
});
