import type { Said } from "../design/said";

/** The place in the picture for words of the audience. An assistant has no such place for messages. */
export interface Screen {
	shows: (said: Said) => boolean;
	put: (said: Said) => void;
	take: () => void;
}
