import { useCallback, useSyncExternalStore } from "react";

/** The parts of a show's page. The first one has no name in the address. */
export const TABS = ["overview", "links", "recordings", "details"] as const;
export type Tab = (typeof TABS)[number];

/** The pages beside those of shows. Each has the address `/admin/{page}`. */
const PAGES = ["people", "audit", "servers", "settings", "keys", "admins", "account"] as const;
export type PageName = (typeof PAGES)[number];

/** The page of the console, as its address says: `/admin`, `/admin/shows/{id}`, `/admin/shows/{id}/{tab}` or
 *  `/admin/{page}`. */
export type Place = { at: "shows" } | { at: "show"; id: number; tab: Tab } | { at: PageName };

const BASE = "/admin";
const SHOW = /^\/admin\/shows\/(\d{1,16})(?:\/(links|recordings|details))?$/;

export function readPlace(path: string): Place {
	const show = SHOW.exec(path);
	if (show) return { at: "show", id: Number(show[1]), tab: (show[2] as Tab | undefined) ?? "overview" };
	const page = PAGES.find((name) => path === `${BASE}/${name}`);
	return { at: page ?? "shows" };
}

export function addressOf(place: Place): string {
	if (place.at === "show") return `${BASE}/shows/${place.id}${place.tab === "overview" ? "" : `/${place.tab}`}`;
	return place.at === "shows" ? BASE : `${BASE}/${place.at}`;
}

const MOVED = "kaibo:moved";

function onMove(listener: () => void): () => void {
	for (const event of ["popstate", MOVED]) addEventListener(event, listener);
	return () => {
		for (const event of ["popstate", MOVED]) removeEventListener(event, listener);
	};
}

/** Return the place in the console, and a way to go to another one. The browser's Back button works. */
export function usePlace(): [Place, (place: Place) => void] {
	const path = useSyncExternalStore(onMove, () => location.pathname);
	const go = useCallback((place: Place) => {
		history.pushState(null, "", addressOf(place));
		dispatchEvent(new Event(MOVED));
		scrollTo(0, 0);
	}, []);
	return [readPlace(path), go];
}
