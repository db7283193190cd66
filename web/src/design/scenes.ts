import { groundOf } from "./brand";
import type { Background, Design, Layout, Scene } from "./document";
import { freeId } from "./ids";
import { moved } from "./items";
import { line } from "./limits";
import { withoutUnused } from "./sources";

/** Name a scene. An empty name is the template's. */
export function renameScene(design: Design, id: string, name: string): Design {
	return setScene(design, id, (scene) => ({ ...scene, name: line(name) }));
}

/** Add a copy of a scene after it. Both show the same sources. Return the id of the copy too. */
export function duplicateScene(design: Design, id: string): [Design, string] {
	const at = design.scenes.findIndex((scene) => scene.id === id);
	const scene = design.scenes[at];
	if (!scene) return [design, ""];
	const copy = { ...scene, id: freeId(design, "scene") };
	return [{ ...design, scenes: design.scenes.toSpliced(at + 1, 0, copy) }, copy.id];
}

/** Remove a scene, and the sources that nothing else shows. The scene on air stays, so one scene always stays. */
export function removeScene(design: Design, id: string): Design {
	if (design.air.scene === id || !design.scenes.some((scene) => scene.id === id)) return design;
	return withoutUnused({ ...design, scenes: design.scenes.filter((scene) => scene.id !== id) });
}

/** Move a scene in the strip. 0 is the first place. */
export function moveScene(design: Design, id: string, to: number): Design {
	const scenes = moved(design.scenes, id, to);
	return scenes === design.scenes ? design : { ...design, scenes };
}

/** Give a scene a background of its own. Null: the brand's. */
export function setBackground(design: Design, id: string, background: Background | null): Design {
	return setScene(design, id, (scene) => {
		const { background: _, ...rest } = scene;
		return background ? { ...rest, background: groundOf(background) } : rest;
	});
}

/** Choose how an arranged scene stands. */
export function setLayout(design: Design, id: string, layout: Layout): Design {
	return setScene(design, id, (scene) => (scene.layout === layout ? scene : { ...scene, layout }));
}

/** Change one scene. */
export function setScene(design: Design, id: string, change: (scene: Scene) => Scene): Design {
	const scenes = design.scenes.map((scene) => (scene.id === id ? change(scene) : scene));
	return scenes.every((scene, index) => scene === design.scenes[index]) ? design : { ...design, scenes };
}
