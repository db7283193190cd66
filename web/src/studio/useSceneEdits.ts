import { useMemo } from "react";
import { sceneAfter, switchTo } from "../design/air";
import type { Background, Design } from "../design/document";
import { withFreeName } from "../design/freeName";
import { duplicateScene, moveScene, removeScene, renameScene, setBackground } from "../design/scenes";
import type { DesignControl } from "../design/useDesign";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import type { SceneEdits } from "../scene/Scenes";
import { useUndoNote } from "./useUndoNote";

/** The edits of the strip, and that of a dialog beside it. */
interface Edits extends SceneEdits {
	/** Null: the show's. */
	background: (id: string, background: Background | null) => void;
}

/** Change the scenes of the show. `live`: viewers see the scene on air. Before that, a new scene is chosen at once. */
export function useSceneEdits(show: DesignControl, live: boolean) {
	const names = useWords(designWords);
	const { design, edit, air } = show;
	const [removed, setRemoved, forget] = useUndoNote(design);

	const edits = useMemo<Edits>(() => {
		const make = (build: (design: Design) => [Design, string]) => {
			const [next, id] = build(design);
			if (!id || !edit(() => withFreeName(next, id, names))) return "";
			if (!live) air((now) => switchTo(now, id));
			return id;
		};
		return {
			add: (scene) => make((now) => scene(now, names)),
			duplicate: (id) => make((now) => duplicateScene(now, id)),
			rename: (id, name) => void edit((now) => renameScene(now, id, name)),
			move: (id, to) => void edit((now) => moveScene(now, id, to)),
			background: (id, background) => void edit((now) => setBackground(now, id, background), { step: `background ${id}` }),
			remove: (id) => {
				const scene = design.scenes.find((one) => one.id === id);
				if (!scene) return;
				// The scene on air is never removed. Before the show, its neighbour takes its place.
				if (!live && design.air.scene === id) air((now) => switchTo(now, sceneAfter(now, 1)));
				edit((now) => {
					const next = removeScene(now, id);
					if (next !== now) setRemoved(sceneName(scene, names), next);
					return next;
				});
			},
		};
	}, [design, edit, air, live, names, setRemoved]);

	return { edits, removed, forget };
}
