export type SourceKind = "host" | "guest" | "screen" | "camera" | "drawn";

/** A person or a thing that may be in the program. A source without a track is drawn by its name. */
export interface Source {
	id: string;
	kind: SourceKind;
	/** Written on the picture, unless it is empty. */
	name: string;
	/** The letter that is drawn while there is no picture. */
	initial: string;
	track: MediaStreamTrack | null;
	/** A source that is drawn, and does not move by itself: a picture, a slide, a text. */
	drawing?: Drawing;
}

/** A picture that is drawn once for each size. */
export interface Drawing {
	/** Another key means another picture. The compositor draws it again then. */
	key: string;
	/** Draw it at this size in pixels, sharp, with its transparency. Null: it cannot be drawn (a file is missing). */
	draw: (width: number, height: number) => Promise<ImageBitmap | null>;
}
