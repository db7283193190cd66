import type { Scene } from "../design/document";
import type { Size } from "./drawnSize";
import type { PaintOn } from "./live";

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
