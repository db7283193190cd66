import { useCallback } from "react";
import { act, type Show } from "./calls";
import { useFresh } from "./useFresh";

export interface ShowList {
	/** null before the first answer. */
	shows: Show[] | null;
	total: number;
}

export const PAGE = 50;
/** How often the list is read again while the page is seen. */
const EVERY_MS = 10_000;
const NONE_YET: ShowList = { shows: null, total: 0 };

/** Read the shows whose name has this text, the newest first. `pages` of them. They stay fresh while the page is seen. */
export function useShows(name: string, pages: number, onOut: () => void): ShowList {
	const read = useCallback(async () => {
		const fields = { Name: name, SortBy: "LiveTime", SortOrder: "Desc", PageNo: 1, PageItemCount: PAGE * pages };
		const { Activities, TotalItemCount } = await act("ListActivityAPI", fields);
		return { shows: Activities, total: TotalItemCount };
	}, [name, pages]);
	const [list] = useFresh<ShowList>(read, EVERY_MS, onOut);
	return list ?? NONE_YET;
}
