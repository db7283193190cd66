import { useCallback } from "react";
import { useWords } from "../i18n/useWords";
import { ApiError } from "../net/call";
import css from "./Console.module.css";
import { act, type Result } from "./calls";
import { showWords } from "./show/words";
import { useFresh } from "./useFresh";
import { consoleWords } from "./words";

/** How often it is read again while the page is seen. */
const EVERY_MS = 10_000;

/** Say how a show on air is doing: its worst trouble, or how many people watch. */
export function LiveNow({ id, onOut }: { id: number; onOut: () => void }) {
	const words = useWords(consoleWords);
	const { well } = useWords(showWords);
	const read = useCallback(() => readState(id), [id]);
	const [now] = useFresh(read, EVERY_MS, onOut);
	if (!now) return null;
	const [worst] = now.Findings;
	if (worst) return <span className={css.trouble}>{well.findings[worst] ?? worst}</span>;
	return <span className={`${css.hint} digits`}>{words.watching(now.Viewers)}</span>;
}

/** Read a show's state; null when it was deleted meanwhile. */
async function readState(id: number): Promise<Result<"GetShowState"> | null> {
	try {
		return await act("GetShowState", { ActivityId: id });
	} catch (error) {
		if (error instanceof ApiError && error.code.startsWith("ResourceNotFound")) return null;
		throw error;
	}
}
