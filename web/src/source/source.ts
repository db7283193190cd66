export type SourceKind = "host" | "guest" | "screen" | "camera" | "drawn";

/** A person or a thing that may be in the program. A source without a track is drawn by its name. */
export interface Source {
	id: string;
	kind: SourceKind;
	/** Written on the picture, unless it is empty. */
	name: string;
	/** Its name in lists. Absent: the name above, or its kind. */
	label?: string;
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
	/** Its own width by its height: a picture, a slide. Undefined: it fills a box of any proportions. */
	ratio?: number;
	/** Draw it at this size in pixels, sharp, with its transparency. It is never stretched: in a box of other proportions than
	 *  its own it stands whole in the middle. `frame`: the height of the whole program's picture in pixels, of which letters
	 *  have a share. Null: it cannot be drawn (a file is missing). */
	draw: (width: number, height: number, frame: number) => Promise<ImageBitmap | null>;
}
