import type { Design } from "./document";
import { renameScene } from "./scenes";
import { type DesignWords, sceneName } from "./words";

/** Number a new scene, so that no two scenes have the same name: “Interview 2”. */
export function withFreeName(design: Design, id: string, words: DesignWords): Design {
	const scene = design.scenes.find((one) => one.id === id);
	if (!scene) return design;
	const taken = new Set(design.scenes.filter((one) => one !== scene).map((one) => sceneName(one, words)));
	const name = sceneName(scene, words);
	if (!taken.has(name)) return design;
	const stem = name.replace(/ \d+$/, "");
	let number = 2;
	while (taken.has(`${stem} ${number}`)) number += 1;
	return renameScene(design, id, `${stem} ${number}`);
}
