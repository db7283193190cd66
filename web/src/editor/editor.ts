import type { Design, Item, Scene } from "../design/document";
import { setItem } from "../design/items";
import type { DesignControl } from "../design/useDesign";
import type { Size } from "../scene/drawnSize";
import { type Boxes, duplicated, type Layer, layersOf, lifted, placed, placings, removed, sceneOf } from "./layers";
import type { EditMode } from "./useEditMode";

/** The state of the editor, and what it can do with the chosen layer. */
export interface Editor extends Pick<EditMode, "toggle" | "choose" | "add"> {
	design: Design;
	scene: Scene;
	layers: Layer[];
	/** The chosen layer. */
	chosen: Layer | null;
	/** Of the program, in pixels. */
	frame: Size;
	edit: DesignControl["edit"];
	/** Change what happens on air. */
	air: DesignControl["air"];
	/** Change the place of a layer. Changes with the same `step` are one step of undo. */
	place: (layer: Layer, part: Parameters<typeof placed>[2], step: string) => void;
	set: (layer: Layer, part: Partial<Omit<Item, "id" | "source">>, step?: string) => void;
	lift: (layer: Layer, by: number) => void;
	duplicate: (layer: Layer) => void;
	remove: (layer: Layer) => void;
}

type Show = Pick<DesignControl, "design" | "edit" | "air">;

/** Make the editor of the scene on air. `picture`: that scene with the host's changes. */
export function editorOf({ toggle, chosenId, choose, add }: EditMode, show: Show, picture: Boxes, frame: Size): Editor {
	const { design, edit, air } = show;
	const layers = layersOf(design, picture);
	const stands = placings(layers, picture);
	return {
		...{ toggle, choose, add, design, layers, frame, edit, air },
		scene: sceneOf(design),
		chosen: layers.find(({ item }) => item.id === chosenId) ?? null,
		place: (layer, part, step) => void edit((now) => placed(now, layer, part, stands), { step }),
		set: (layer, part, step = "") => void edit((now) => setItem(now, layer.place, layer.item.id, part), { step }),
		lift: (layer, by) => void edit((now) => lifted(now, layer, by)),
		duplicate: (layer) => void add((now) => duplicated(now, layer)),
		remove: (layer) => void edit((now) => removed(now, layer)),
	};
}
