import { useLanguage, useWords } from "../i18n/useWords";
import { moment } from "../ui/moment";
import css from "./Console.module.css";
import { plannedStart } from "./time";
import { consoleWords } from "./words";

/** Tell when a show begins, or that nobody planned a time. */
export function PlannedStart({ show }: { show: { Id: number; LiveTime: number } }) {
	const words = useWords(consoleWords);
	const language = useLanguage();
	const start = plannedStart(show);
	return <span className={css.hint}>{start ? moment(start * 1000, language) : words.noTime}</span>;
}
