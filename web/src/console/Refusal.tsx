import { useWords } from "../i18n/useWords";
import css from "./Console.module.css";
import type { Refused } from "./refused";
import { consoleWords } from "./words";

/** Say why a try failed. The place stays in the page, so that a screen reader says what comes into it. */
export function Refusal({ reason }: { reason: Refused | null }) {
	const words = useWords(consoleWords);
	return (
		<p role="alert" className={css.refusal}>
			{reason && words.refused[reason]}
		</p>
	);
}
