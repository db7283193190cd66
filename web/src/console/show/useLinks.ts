import { useCallback, useState } from "react";
import { act, type Result } from "../calls";
import { useFresh } from "../useFresh";

export type Link = Result<"ListLaunchLinks">["Links"][number];

const PAGE = 50;
/** How often the links are read again while the page is seen. */
const EVERY_MS = 10_000;

interface Found {
	links: Link[];
	/** There are more on the next page. */
	more: boolean;
}

/** Read the links of a show, the newest first. They stay fresh while the page is seen. */
export function useLinks(id: number, onOut: () => void) {
	const [pages, setPages] = useState(1);
	const read = useCallback(() => readPages(id, pages), [id, pages]);
	const [found, again] = useFresh<Found>(read, EVERY_MS, onOut);
	return { links: found?.links ?? null, more: found?.more ?? false, again, next: () => setPages(pages + 1) };
}

async function readPages(id: number, pages: number): Promise<Found> {
	const links: Link[] = [];
	let token = "";
	for (let page = 0; page < pages; page++) {
		const answer = await act("ListLaunchLinks", { ActivityId: id, PageSize: PAGE, PageToken: token });
		links.push(...answer.Links);
		token = answer.NextPageToken;
		if (!token) break;
	}
	return { links, more: token !== "" };
}
