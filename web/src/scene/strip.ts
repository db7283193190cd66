import type { Design, Scene } from "../design/document";
import type { DesignWords } from "../design/words";
import type { Size } from "./drawnSize";
import type { PaintOn } from "./live";

/** Adds a scene to a design, with texts in the host's language. Returns its id too, "" for none. */
export type Make = (design: Design, texts: DesignWords) => [Design, string];

/** The parts of the strip of scenes that all its cards share. */
export interface Strip {
	scenes: Scene[];
	/** The id of the scene on air. */
	onAir: string;
	/** Viewers see it now. */
	live: boolean;
	/** Of a thumbnail, in pixels. */
	size: Size;
	paintOn: PaintOn;
	onChoose: (id: string) => void;
}
