import { useCallback } from "react";
import { act, type Show, Status } from "./calls";
import { useFresh } from "./useFresh";

export const FILTERS = { all: 0, live: Status.LIVE, next: Status.PREVIEW, replay: Status.REPLAY, over: Status.OVER } as const;
export type Filter = keyof typeof FILTERS;

/** What to list. */
export interface Wanted {
	/** A part of the name. */
	name: string;
	filter: Filter;
	/** From 1. */
	page: number;
}

export interface ShowList {
	/** null before the first answer. */
	shows: Show[] | null;
	total: number;
}

export const PAGE = 50;
/** How many shows on air stand above all others. */
const MOST_LIVE = 100;
/** How often the list is read again while the page is seen. */
const EVERY_MS = 10_000;
const NONE_YET: ShowList = { shows: null, total: 0 };

/** Read a page of shows, the newest first. The first page of all begins with those on air. It stays fresh while the page
 *  is seen. */
export function useShows({ name, filter, page }: Wanted, onOut: () => void): ShowList {
	const read = useCallback(async () => {
		const order = { Name: name, SortBy: "LiveTime", SortOrder: "Desc" };
		const [live, { Activities, TotalItemCount }] = await Promise.all([
			filter === "all" && page === 1 ? act("ListActivityAPI", { ...order, Status: Status.LIVE, PageItemCount: MOST_LIVE }) : null,
			act("ListActivityAPI", { ...order, Status: FILTERS[filter], PageNo: page, PageItemCount: PAGE }),
		]);
		return { shows: liveFirst(live?.Activities ?? [], Activities, filter), total: TotalItemCount };
	}, [name, filter, page]);
	const [list] = useFresh<ShowList>(read, EVERY_MS, onOut);
	return list ?? NONE_YET;
}

/** Put the shows on air before a page of all shows. They are on the first page, so no other one has them. */
export function liveFirst(live: Show[], page: Show[], filter: Filter): Show[] {
	if (filter !== "all") return page;
	return [...live, ...page.filter((show) => show.Status !== Status.LIVE)];
}
