import type { Air, Design, DesignSource } from "./document";
import { asStored, samePicture, seenOnAir, showToViewers } from "./draft";
import { within } from "./limits";
import { setScene } from "./scenes";
import { omit } from "./sources";

/** These functions change the show on air. Viewers see the change at once, and undo never touches it. */

/** Show another scene, as it is stored. A draft of the scene before ends: its changes stay in that scene. */
export function switchTo(design: Design, scene: string): Design {
	if (scene === design.air.scene || !design.scenes.some(({ id }) => id === scene)) return design;
	return withAir(showToViewers(design), { scene });
}

/** Return the id of the scene so many places after the one on air, round the end. */
export function sceneAfter({ scenes, air }: Design, by: number): string {
	const at = scenes.findIndex(({ id }) => id === air.scene);
	const count = scenes.length;
	return scenes[(((at + by) % count) + count) % count]?.id ?? air.scene;
}

/** Return the page of slides that viewers see, from 1. */
export const pageOf = (design: Design, source: string): number => pageIn(design.air, source, pagesOf(design, source));

/** Return the page of a file with so many pages. A shorter file may have replaced the one whose page the state tells. */
export function pageIn(air: Pick<Air, "pages">, source: string, pages: number): number {
	return Math.round(within(entry(air.pages, source) ?? 1, 1, Math.max(1, pages)));
}

/** Show a page of slides. The first and the last page are the bounds. */
export function showPage(design: Design, source: string, page: number): Design {
	const pages = pagesOf(design, source);
	const next = Math.round(within(page, 1, pages));
	if (!pages || next === design.air.pages[source]) return design;
	return withAir(design, { pages: { ...known(design, design.air.pages), [source]: next } });
}

/** Turn so many pages of slides, forwards or back. */
export const turnPage = (design: Design, source: string, by: number) => showPage(design, source, pageOf(design, source) + by);

/** Tell whether viewers see this overlay. */
export const isUp = (design: Design, overlay: string) => seenOnAir(design).overlays.some(({ id }) => id === overlay);

/** Raise an overlay, as it is stored. One banner is up at a time: another one goes down. */
export function raise(design: Design, overlay: string): Design {
	const item = design.overlays.find(({ id }) => id === overlay);
	const source = item && design.sources[item.source];
	if (!source || isUp(design, overlay)) return design;
	const free = source.kind === "lowerThird" ? bannersUp(design).reduce(lower, design) : design;
	const there = free.air.overlays.filter((id) => id !== overlay && has(free, id));
	const next = withAir(free, { overlays: [...there, overlay] });
	const { shown } = free.air;
	if (!shown) return next;
	const used = [...shown.scene.items, ...shown.overlays].some((other) => other.source === item.source);
	const sources = used ? shown.sources : { ...shown.sources, [item.source]: source };
	return withAir(next, { shown: { ...shown, sources, overlays: inOrder(design, [...shown.overlays, item]) } });
}

/** Take an overlay down. */
export function lower(design: Design, overlay: string): Design {
	const { shown, overlays } = design.air;
	if (!isUp(design, overlay) && !overlays.includes(overlay)) return design;
	const next = withAir(design, { overlays: overlays.filter((id) => id !== overlay) });
	return shown ? withAir(next, { shown: { ...shown, overlays: shown.overlays.filter(({ id }) => id !== overlay) } }) : next;
}

/** Raise an overlay that is down, or take it down. */
export const toggle = (design: Design, overlay: string) => (isUp(design, overlay) ? lower : raise)(design, overlay);

/** Let viewers see a source of an overlay as it is stored. All other changes that the host has not shown stay a draft. */
export function showSource(design: Design, source: string): Design {
	const { shown } = design.air;
	const stored = entry(design.sources, source);
	if (!shown || !stored || !Object.hasOwn(shown.sources, source)) return design;
	const next = withAir(design, { shown: { ...shown, sources: { ...shown.sources, [source]: stored } } });
	return samePicture(seenOnAir(next), asStored(next)) ? showToViewers(next) : next;
}

/** Start a countdown. `now`: the server's time. `planned`: the planned start of the show. Both are unix ms. */
export function startCountdown(design: Design, source: string, now: number, planned: number): Design {
	const countdown = sourceOf(design, source);
	if (countdown?.kind !== "countdown") return design;
	const end = Math.max(0, Math.round(countdown.seconds ? now + countdown.seconds * 1000 : planned));
	return withAir(design, { ends: { ...known(design, design.air.ends), [source]: end } });
}

/** Stop a countdown: it shows its whole time again. */
export function stopCountdown(design: Design, source: string): Design {
	return Object.hasOwn(design.air.ends, source) ? withAir(design, { ends: omit(design.air.ends, source) }) : design;
}

/** Make a source or a person large in an arranged scene. `large`: the source's id or the person's public name, "" for none.
 *  A draft of that scene gets it too, so that viewers see it at once. */
export function enlarge(design: Design, sceneId: string, large: string): Design {
	const next = setScene(design, sceneId, (scene) => (scene.large === large ? scene : { ...scene, large }));
	const { shown } = next.air;
	if (shown?.scene.id !== sceneId) return next;
	return withAir(next, { shown: { ...shown, scene: { ...shown.scene, large } } });
}

/** Look up an id. An id may be the name of something that every object has. */
const entry = <T>(map: Record<string, T>, id: string): T | undefined => (Object.hasOwn(map, id) ? map[id] : undefined);

const withAir = (design: Design, part: Partial<Air>): Design => ({ ...design, air: { ...design.air, ...part } });

const sourceOf = (design: Design, id: string): DesignSource | undefined =>
	entry(seenOnAir(design).sources, id) ?? entry(design.sources, id);

function pagesOf(design: Design, id: string): number {
	const source = sourceOf(design, id);
	return source?.kind === "slides" ? source.pages : 0;
}

/** List the banners that viewers see, and those that a draft would show. */
function bannersUp(design: Design): string[] {
	const { air, overlays, sources } = design;
	const { shown } = air;
	const stored = overlays.filter(({ id, source }) => air.overlays.includes(id) && sources[source]?.kind === "lowerThird");
	const seen = shown?.overlays.filter(({ source }) => shown.sources[source]?.kind === "lowerThird") ?? [];
	return [...new Set([...stored, ...seen].map(({ id }) => id))];
}

const has = ({ overlays, air }: Design, id: string) =>
	overlays.some((item) => item.id === id) || !!air.shown?.overlays.some((item) => item.id === id);

/** Leave out the state of sources that are no longer there. */
function known<T>({ sources, air }: Design, map: Record<string, T>): Record<string, T> {
	const all = { ...sources, ...air.shown?.sources };
	return Object.fromEntries(Object.entries(map).filter(([id]) => Object.hasOwn(all, id)));
}

/** Paint overlays in the order of their list. */
function inOrder({ overlays }: Design, items: Design["overlays"]): Design["overlays"] {
	const places = new Map(overlays.map(({ id }, index) => [id, index]));
	return items.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}

/** Keep what one page has on air under a design that came from elsewhere, if that has the scene. */
export function withAirOf(design: Design, { air }: Design): Design {
	return design.scenes.some(({ id }) => id === air.scene) ? { ...design, air } : design;
}
