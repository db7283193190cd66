import type { Box } from "../scene/layout";

/** An order of the page to the compositor's worker. Streams are transferred, not copied. */
export type Order =
	| Start
	| { do: "take"; id: string; from: ReadableStream<VideoFrame> }
	| { do: "drop"; id: string }
	| { do: "show"; boxes: NamedBox[] };

export interface Start {
	do: "start";
	format: Format;
	colours: VideoColorSpaceInit;
	into: WritableStream<VideoFrame>;
}

export interface Format {
	width: number;
	height: number;
	/** Frames per second. */
	fps: number;
}

export interface NamedBox extends Box {
	/** Drawn on a plate. An empty one has no plate. */
	name: string;
	/** One letter, drawn while there is no picture. */
	initial: string;
}
