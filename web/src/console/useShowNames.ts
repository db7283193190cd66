import { useCallback } from "react";
import { act } from "./calls";
import { useFresh } from "./useFresh";

const MOST = 100;
const EVERY_MS = 60_000;

/** Return the newest shows as choices of a filter. */
export function useShowNames(all: string, onOut: () => void): [value: string, words: string][] {
	const read = useCallback(async () => {
		const { Activities } = await act("ListActivityAPI", { PageNo: 1, PageItemCount: MOST });
		return Activities.map(({ Id, Name }): [string, string] => [String(Id), Name]);
	}, []);
	const [shows] = useFresh(read, EVERY_MS, onOut);
	return [["", all], ...(shows ?? [])];
}
