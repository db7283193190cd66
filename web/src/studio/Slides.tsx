import { useCallback } from "react";
import { SlideControls } from "../slides/SlideControls";
import type { DrawPage } from "./useDrawn";
import type { ShownSlides } from "./useSlides";

/** Turn the pages of the slides in the scene on air. Another PDF begins with its own controls. */
export default function Slides({ slides, drawPage }: { slides: ShownSlides; drawPage: DrawPage }) {
	const { file, pages, page, show } = slides;
	const draw = useCallback((number: number) => drawPage(file, number), [drawPage, file]);
	return <SlideControls key={file} pages={pages} page={page} onPage={show} draw={draw} keys />;
}
