/** An order of the page to the worker that draws the pages of one PDF. */
export type SlidesOrder = { id: number } & (
	| { do: "open"; file: Blob }
	| { do: "fonts" }
	| { do: "page"; page: number; width: number; height: number }
	| { do: "thumbnail"; page: number; width: number; height: number }
);

/** The worker's answer to the order with this id. `refused`: why the file cannot be shown. */
export type SlidesAnswer = { id: number } & ({ refused: Refusal } | { result: Opened | string[] | ImageBitmap | null });

/** The first page's size is in points. */
export interface Opened {
	pages: number;
	width: number;
	height: number;
}

/** Why a file is not shown. `presentation`: a file of PowerPoint, Keynote or WPS. `long`: more pages than `MOST_PAGES`. */
export type Refusal = "presentation" | "other" | "encrypted" | "broken" | "long";

export const MOST_PAGES = 500;
