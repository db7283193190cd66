import { useWords } from "../i18n/useWords";
import css from "./Console.module.css";
import { Status } from "./calls";
import { consoleWords } from "./words";

/** Say the status of a show, in words and in colour. */
export function StatusChip({ status }: { status: number }) {
	const words = useWords(consoleWords);
	if (status === Status.LIVE) return <span className={css.air}>{words.onAir}</span>;
	const coming = status === Status.PREVIEW;
	return <span className={coming ? css.coming : css.past}>{coming ? words.coming : words.over}</span>;
}
