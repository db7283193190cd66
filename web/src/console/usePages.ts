import { useCallback, useEffect, useState } from "react";
import { useFresh } from "./useFresh";

/** One page of a list, and the token of the next one; "" after the last. */
export interface Page<Row> {
	rows: Row[];
	next: string;
}

export interface Pages<Row> {
	/** null before the first answer. */
	rows: Row[] | null;
	/** Whether more rows follow. */
	more: boolean;
	/** Read one page more. */
	readMore: () => void;
	/** Read the rows again now. */
	again: () => void;
}

/** How often the pages that are shown are read again. */
const EVERY_MS = 10_000;

/** Read a list page by page. The shown rows stay fresh while the page is seen. Another `read` begins with one page. */
export function usePages<Row>(read: (token: string) => Promise<Page<Row>>, onOut: () => void): Pages<Row> {
	const [pages, setPages] = useState(1);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with one page.
	useEffect(() => setPages(1), [read]);
	const readAll = useCallback(() => upTo(read, pages), [read, pages]);
	const [found, again] = useFresh(readAll, EVERY_MS, onOut);
	const readMore = useCallback(() => setPages((before) => before + 1), []);
	return { rows: found?.rows ?? null, more: Boolean(found?.next), readMore, again };
}

/** Read so many pages, or all that there are. */
export async function upTo<Row>(read: (token: string) => Promise<Page<Row>>, pages: number): Promise<Page<Row>> {
	const rows: Row[] = [];
	let next = "";
	for (let page = 0; page < pages; page++) {
		const found = await read(next);
		rows.push(...found.rows);
		next = found.next;
		if (!next) break;
	}
	return { rows, next };
}
