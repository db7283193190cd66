import type { Language } from "../i18n/language";
import { useLanguage, useWords } from "../i18n/useWords";
import { shortClock } from "../ui/Clock";
import { moment, timeOfDay } from "../ui/moment";
import { useNow } from "../ui/useNow";
import { inDays, waitUntil } from "./when";
import { beforeWords } from "./words";

interface Props {
	/** The planned start in unix ms. 0: not planned. */
	start: number;
	/** How many people wait, with this viewer. */
	waiting: number;
	/** The classes of the box and of the large line in it. */
	box: string | undefined;
	large: string | undefined;
}

/** Say when the show starts. A day ahead it counts days, later it is a clock. */
export function Before({ start, waiting, box, large }: Props) {
	const words = useWords(beforeWords);
	const language = useLanguage();
	const now = useNow();
	const wait = waitUntil(start, now);
	const title = { unplanned: words.unplanned, soon: words.startsSoon, late: words.late };
	return (
		<div className={box}>
			<h2>{wait.kind in title ? title[wait.kind as keyof typeof title] : startsAt(start, now, language, words)}</h2>
			{wait.kind === "days" && <div className={large}>{inDays(wait.days, language)}</div>}
			{wait.kind === "clock" && (
				<p className={`${large} digits`} role="timer" aria-live="off">
					{shortClock(wait.seconds)}
				</p>
			)}
			<p>{wait.kind === "late" ? words.lateText : words.byItself}</p>
			{/* A screen reader would say each one who comes. */}
			{waiting > 1 && <p aria-live="off">{words.waiting(waiting - 1)}</p>}
		</div>
	);
}

/** Say when a show starts: by the time alone on the reader's same day. Times in unix ms. */
function startsAt(start: number, now: number, language: Language, words: (typeof beforeWords)["en"]): string {
	if (new Date(start).toDateString() !== new Date(now).toDateString()) return words.startsAt(moment(start, language));
	return words.startsToday(timeOfDay(start, language));
}
