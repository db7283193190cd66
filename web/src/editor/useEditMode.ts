import { useCallback, useMemo, useState } from "react";
import type { Design } from "../design/document";
import type { DesignControl } from "../design/useDesign";

/** The part of the editor that the studio needs before the editor's code is there. */
export interface EditMode {
	/** The host edits the scene. */
	open: boolean;
	toggle: () => void;
	/** The id of the chosen item. It may be gone. */
	chosenId: string;
	choose: (item: string) => void;
	/** Make an edit that adds an item, and choose that item. Returns whether the design took it. */
	add: (change: (design: Design) => [Design, string]) => boolean;
}

/** Open and close the editor of the scene on air. `active`: this page may edit. */
export function useEditMode(edit: DesignControl["edit"], active: boolean): EditMode {
	const [wanted, setWanted] = useState(false);
	const [chosenId, choose] = useState("");
	const open = wanted && active;
	const toggle = useCallback(() => setWanted((now) => !now), []);
	const add = useCallback<EditMode["add"]>(
		(change) => {
			let added = "";
			const took = edit((now) => {
				const [next, id] = change(now);
				added = id;
				return next;
			});
			if (took && added) choose(added);
			return took;
		},
		[edit],
	);
	return useMemo(() => ({ open, toggle, chosenId, choose, add }), [open, toggle, chosenId, add]);
}
