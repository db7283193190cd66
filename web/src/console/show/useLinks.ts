import { useCallback } from "react";
import { act, type Result } from "../calls";
import { usePages } from "../usePages";

export type Link = Result<"ListLaunchLinks">["Links"][number];

/** The roles that a link can give, those of most links first. */
export const LINK_ROLES = ["guest", "host", "assistant"] as const;
export type LinkRole = (typeof LINK_ROLES)[number];

const PAGE = 50;

/** Read the links of a show, the newest first. They stay fresh while the page is seen. */
export function useLinks(id: number, onOut: () => void) {
	const read = useCallback(
		async (token: string) => {
			const { Links, NextPageToken } = await act("ListLaunchLinks", { ActivityId: id, PageSize: PAGE, PageToken: token });
			return { rows: Links, next: NextPageToken };
		},
		[id],
	);
	return usePages(read, onOut);
}
