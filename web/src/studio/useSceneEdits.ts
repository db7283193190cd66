import { useCallback, useMemo, useState } from "react";
import { sceneAfter, switchTo } from "../design/air";
import type { Design } from "../design/document";
import { withFreeName } from "../design/freeName";
import { sameContent } from "../design/same";
import { duplicateScene, moveScene, removeScene, renameScene, setBackground } from "../design/scenes";
import { addScene } from "../design/templates";
import type { DesignControl } from "../design/useDesign";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import type { SceneEdits } from "../scene/Scenes";

/** A scene that was just deleted. */
interface Removed {
	name: string;
	/** The design without it. */
	design: Design;
}

/** Change the scenes of the show. `live`: viewers see the scene on air. Before that, a new scene is chosen at once. */
export function useSceneEdits(show: DesignControl, live: boolean) {
	const names = useWords(designWords);
	const [removed, setRemoved] = useState<Removed | null>(null);
	const { design, edit, air } = show;

	const edits = useMemo<SceneEdits>(() => {
		const make = (build: (design: Design) => [Design, string]) => {
			const [next, id] = build(design);
			if (!id || !edit(() => withFreeName(next, id, names))) return "";
			if (!live) air((now) => switchTo(now, id));
			return id;
		};
		return {
			add: (template) => make((now) => addScene(now, template, names)),
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
					if (next !== now) setRemoved({ name: sceneName(scene, names), design: next });
					return next;
				});
			},
		};
	}, [design, edit, air, live, names]);

	// An undo after another change would undo that change.
	const fresh = removed !== null && sameContent(removed.design, design);
	const forget = useCallback(() => setRemoved(null), []);
	return { edits, removed: fresh ? removed.name : null, forget };
}
