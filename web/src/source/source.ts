export type SourceKind = "host" | "guest" | "screen";

/** A person or a thing that may be in the program. A source without a track is drawn by its name. */
export interface Source {
	id: string;
	kind: SourceKind;
	/** Written on the picture, unless it is empty. */
	name: string;
	/** The letter that is drawn while there is no picture. */
	initial: string;
	track: MediaStreamTrack | null;
}
