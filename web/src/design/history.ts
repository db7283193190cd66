import type { Design, Scene } from "./document";
import { heldBack, showToViewers } from "./draft";
import { mayBecome } from "./limits";
import { kept } from "./same";

/** The document without what happens on air: undo and redo go over it. */
export type Content = Omit<Design, "air">;

/** A content that undo or redo brings back, and the scene that was on air with it. */
interface Step {
	content: Content;
	onAir: string;
}

/** A document with its steps, the newest last. */
export interface Desk {
	design: Design;
	past: readonly Step[];
	future: readonly Step[];
	/** The name of the newest step, "" for none. An edit with the same name joins it: a drag is one step. */
	step: string;
}

const MAX_STEPS = 100;

export const opened = (design: Design): Desk => ({ design, past: [], future: [], step: "" });

/** Make an edit. `live`: the show is on air, so a change of its picture becomes a draft. Return null when the document would
 *  be larger than the server takes. */
export function edited(desk: Desk, change: (design: Design) => Design, live: boolean, step = ""): Desk | null {
	const changed = kept(desk.design, change(desk.design));
	if (sameContent(changed, desk.design)) return changed === desk.design ? desk : { ...desk, design: changed };
	const design = settled(desk.design, changed, live);
	if (!mayBecome(desk.design, design)) return null;
	const joins = step !== "" && step === desk.step;
	const past = joins ? desk.past : [...desk.past, stepOf(desk.design)].slice(-MAX_STEPS);
	return { design, past, future: [], step };
}

/** Change what happens on air. It is no step. */
export function switched(desk: Desk, change: (design: Design) => Design): Desk {
	const design = change(desk.design);
	return design === desk.design ? desk : { ...desk, design };
}

/** Show a document that came from elsewhere. Undo leads back to the one before. */
export function replaced(desk: Desk, design: Design): Desk {
	const next = kept(desk.design, design);
	const past = sameContent(next, desk.design) ? desk.past : [...desk.past, stepOf(desk.design)].slice(-MAX_STEPS);
	return { design: next, past, future: [], step: "" };
}

export function undone(desk: Desk, live: boolean): Desk {
	const step = desk.past.at(-1);
	if (!step) return desk;
	const design = restored(step, desk.design, live);
	if (!mayBecome(desk.design, design)) return desk;
	return { design, past: desk.past.slice(0, -1), future: [stepOf(desk.design), ...desk.future], step: "" };
}

export function redone(desk: Desk, live: boolean): Desk {
	const [step, ...future] = desk.future;
	if (!step) return desk;
	const design = restored(step, desk.design, live);
	if (!mayBecome(desk.design, design)) return desk;
	return { design, past: [...desk.past, stepOf(desk.design)], future, step: "" };
}

/** Bring an earlier content back below what happens on air. */
function restored({ content, onAir }: Step, now: Design, live: boolean): Design {
	const design = withLarge({ ...content, air: now.air }, now);
	return settled(now, live ? withSceneOnAir(design, now) : withScene(design, onAir), live);
}

/** Before the show no viewer sees the scene on air. So one that the earlier document lacks gives way to that document's own. */
function withScene(design: Design, scene: string): Design {
	const there = design.scenes.some(({ id }) => id === design.air.scene);
	return there ? design : { ...design, air: { ...design.air, scene } };
}

function settled(before: Design, after: Design, live: boolean): Design {
	return live ? heldBack(before, after) : showToViewers(after);
}

/** Keep which source is large: the host chooses it on air. */
function withLarge(design: Design, now: Design): Design {
	const scenes = design.scenes.map((scene) => {
		const large = now.scenes.find(({ id }) => id === scene.id)?.large ?? scene.large;
		return large === scene.large ? scene : { ...scene, large };
	});
	return scenes.every((scene, index) => scene === design.scenes[index]) ? design : { ...design, scenes };
}

/** Keep the scene on air, also where the earlier document has none of that id. */
function withSceneOnAir(design: Design, now: Design): Design {
	const { scene: id } = design.air;
	if (design.scenes.some((scene) => scene.id === id)) return design;
	const at = now.scenes.findIndex((scene) => scene.id === id);
	const scene = now.scenes[at] as Scene;
	const own = scene.items.map(({ source }) => [source, now.sources[source]] as const);
	const sources = { ...Object.fromEntries(own), ...design.sources } as Design["sources"];
	return { ...design, sources, scenes: design.scenes.toSpliced(at, 0, scene) };
}

function stepOf({ air, ...content }: Design): Step {
	return { content, onAir: air.scene };
}

function sameContent(a: Content, b: Content): boolean {
	return a.sources === b.sources && a.scenes === b.scenes && a.overlays === b.overlays && a.brand === b.brand;
}
