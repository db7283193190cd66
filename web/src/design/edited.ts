import type { Design } from "./document";

/** The document that the host changes. */
export interface Edited {
	current: () => Design;
	/** Show a document of the server. `step`: undo leads back to the one before. */
	show: (design: Design, step: boolean) => void;
	/** Give the host a notice, or take it away. */
	tell: (notice: "elsewhere" | "unsaved" | "unreadable" | "") => void;
	/** Say whether the page knows the stored design. */
	ready: (ready: boolean) => void;
}
