import { useCallback, useState } from "react";
import type { Design } from "../design/document";
import { sameContent } from "../design/same";

/** Remember an edit that the host may undo from a toast, by a name. It is forgotten when the design changes again: an undo
 *  would undo that change. `tell` takes the name and the design with the edit. */
export function useUndoNote(
	design: Design,
): [name: string | null, tell: (name: string, design: Design) => void, forget: () => void] {
	const [note, setNote] = useState<{ name: string; design: Design } | null>(null);
	const tell = useCallback((name: string, made: Design) => setNote({ name, design: made }), []);
	const forget = useCallback(() => setNote(null), []);
	return [note && sameContent(note.design, design) ? note.name : null, tell, forget];
}
