import type { Picture } from "../scene/picture";
import type { Box } from "../scene/place";

/** An order of the page to the compositor's worker. Streams, canvases and bitmaps are transferred, not copied. */
export type Order =
	| Start
	| { do: "take"; id: string; from: ReadableStream<VideoFrame> }
	| { do: "drop"; id: string }
	/** Use this picture of a drawn source. Null: it cannot be drawn. */
	| { do: "still"; id: string; bitmap: ImageBitmap | null }
	| { do: "forget"; id: string }
	/** Set the program's picture. */
	| { do: "show"; picture: Picture; fade: boolean }
	| OpenOutput
	/** Set the picture of a small output. Null: it rests. */
	| { do: "look"; output: string; picture: Picture | null }
	| { do: "shut"; output: string };

export interface Start {
	do: "start";
	format: Format;
	colours: VideoColorSpaceInit;
	into: WritableStream<VideoFrame>;
}

/** Begin to paint on a canvas of the page, at most `fps` times a second. */
export interface OpenOutput {
	do: "open";
	output: string;
	canvas: OffscreenCanvas;
	fps: number;
}

export interface Format {
	width: number;
	height: number;
	/** Frames per second. */
	fps: number;
}

/** The output that viewers see. */
export const PROGRAM = "program";

/** Return the id of the still that a box of an output shows. */
export const stillId = (output: string, { id, source }: Box) => `${output}/${source}/${id}`;
