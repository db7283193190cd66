import { useCallback, useMemo, useState } from "react";
import type { Design, Item, Scene } from "../design/document";
import { setItem } from "../design/items";
import type { DesignControl } from "../design/useDesign";
import type { Size } from "../scene/drawnSize";
import { type Boxes, duplicated, type Layer, layersOf, lifted, placed, placings, removed, sceneOf } from "./layers";

/** The state of the editor, and what it can do with the chosen layer. */
export interface Editor {
	/** The host edits the scene. */
	open: boolean;
	toggle: () => void;
	design: Design;
	scene: Scene;
	layers: Layer[];
	/** The chosen layer. */
	chosen: Layer | null;
	choose: (item: string) => void;
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
	/** Make an edit that adds an item, and choose that item. Returns whether the design took it. */
	add: (change: (design: Design) => [Design, string]) => boolean;
}

/** Edit the scene on air. `picture`: that scene with the host's changes. `active`: this page may edit. */
export function useEditor(show: DesignControl, picture: Boxes, frame: Size, active: boolean): Editor {
	const [wanted, setWanted] = useState(false);
	const [chosenId, choose] = useState("");
	const { design, edit, air } = show;
	const open = wanted && active;
	const layers = useMemo(() => (open ? layersOf(design, picture) : []), [open, design, picture]);
	const toggle = useCallback(() => setWanted((now) => !now), []);

	const act = useMemo(() => {
		const stands = placings(layers, picture);
		const add: Editor["add"] = (change) => {
			let added = "";
			const took = edit((now) => {
				const [next, id] = change(now);
				added = id;
				return next;
			});
			if (took && added) choose(added);
			return took;
		};
		return {
			add,
			place: (layer, part, step) => void edit((now) => placed(now, layer, part, stands), { step }),
			set: (layer, part, step = "") => void edit((now) => setItem(now, layer.place, layer.item.id, part), { step }),
			lift: (layer, by) => void edit((now) => lifted(now, layer, by)),
			duplicate: (layer) => void add((now) => duplicated(now, layer)),
			remove: (layer) => void edit((now) => removed(now, layer)),
		} satisfies Partial<Editor>;
	}, [layers, picture, edit]);

	const chosen = layers.find(({ item }) => item.id === chosenId) ?? null;
	return { open, toggle, design, scene: sceneOf(design), layers, chosen, choose, frame, edit, air, ...act };
}
