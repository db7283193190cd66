/** A picture that the compositor paints on the page. */
export interface Live {
	/** Say whether the host can see it. One that is out of sight costs nothing. */
	see(seen: boolean): void;
	stop(): void;
}

/** Paint an output on a canvas, at most `fps` times a second. The canvas is given away for good. */
export type PaintOn = (output: string, canvas: HTMLCanvasElement, fps: number) => Live;

/** Return the name of the output that is a scene's thumbnail. */
export const thumbnailOf = (scene: string) => `scene/${scene}`;
/** The output that shows the host's draft. */
export const DRAFT = "draft";
