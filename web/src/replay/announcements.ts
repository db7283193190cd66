import { useEffect, useState } from "react";
import type { Ask } from "../chat/door";
import type { Result } from "../net/types";

/** A line that stood above the chat, from its moment on. */
export type Line = Result<"GetAnnouncements">["Announcements"][number];

/** Return the line that stood above the chat at a moment, in unix seconds; "" for none. `lines`: the earliest first. */
export const lineAt = (lines: readonly Line[], moment: number): string =>
	lines.findLast(({ Time }) => Time <= moment)?.Text ?? "";

/** Read the lines that stood above the chat, once the viewer plays the replay. */
export function useAnnouncements(plays: boolean, ask: Ask): readonly Line[] {
	const [lines, set] = useState<readonly Line[]>([]);
	useEffect(() => {
		if (!plays) return;
		let gone = false;
		// Without an answer no line stands there. The messages move all the same.
		ask("GetAnnouncements", {}).then(
			({ Announcements }) => !gone && set(Announcements),
			() => {},
		);
		return () => {
			gone = true;
		};
	}, [plays, ask]);
	return lines;
}
