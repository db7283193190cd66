import { useCallback, useMemo } from "react";
import { pageOf, showPage, turnPage } from "../design/air";
import type { Shown } from "../design/document";
import type { DesignControl } from "../design/useDesign";

/** The slides that viewers see. */
export interface ShownSlides {
	/** The hash of the PDF. */
	file: string;
	pages: number;
	/** From 1. */
	page: number;
	show: (page: number) => void;
	next: () => void;
}

/** Find the slides in the scene on air, and turn their pages. Null: the scene has none. */
export function useSlides({ design, shown, air }: DesignControl): ShownSlides | null {
	const id = useMemo(() => idOfSlides(shown), [shown]);
	const show = useCallback((page: number) => void air((now) => showPage(now, id, page)), [air, id]);
	const next = useCallback(() => void air((now) => turnPage(now, id, 1)), [air, id]);
	const source = shown.sources[id];
	if (source?.kind !== "slides") return null;
	return { file: source.file, pages: source.pages, page: pageOf(design, id), show, next };
}

/** Return the id of the topmost slides, "" for none. */
function idOfSlides({ scene, sources }: Shown): string {
	return scene.items.findLast(({ seen, source }) => seen && sources[source]?.kind === "slides")?.source ?? "";
}
