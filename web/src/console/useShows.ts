import { useEffect, useState } from "react";
import { ApiError, mayPass } from "../net/call";
import { retrying } from "../net/retry";
import { useCrash } from "../ui/useCrash";
import { act, type Show } from "./calls";

export interface ShowList {
	/** null before the first answer. */
	shows: Show[] | null;
	total: number;
}

export const PAGE = 50;
/** How often the list is read again while the page is seen. */
const EVERY_MS = 10_000;

/** Read the shows whose name has this text, the newest first. `pages` of them. They stay fresh while the page is seen. */
export function useShows(name: string, pages: number, round: number, onOut: () => void): ShowList {
	const [list, setList] = useState<ShowList>({ shows: null, total: 0 });
	const crash = useCrash();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
	useEffect(() => {
		let stale = false;
		const look = async () => {
			try {
				const fields = { Name: name, SortBy: "LiveTime", SortOrder: "Desc", PageNo: 1, PageItemCount: PAGE * pages };
				const { Activities, TotalItemCount } = await act("ListActivityAPI", fields);
				if (!stale) setList({ shows: Activities, total: TotalItemCount });
			} catch (error) {
				if (error instanceof ApiError && error.code === "SignedOut") return onOut();
				if (!mayPass(error)) return crash(error);
				retry.later();
			}
		};
		const retry = retrying(look);
		void look();
		const timer = setInterval(() => document.visibilityState === "visible" && void look(), EVERY_MS);
		return () => {
			stale = true;
			clearInterval(timer);
			retry.stop();
		};
	}, [name, pages, round, onOut, crash]);
	return list;
}
