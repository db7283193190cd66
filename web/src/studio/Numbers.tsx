import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { shortClock } from "../ui/Clock";
import css from "./Studio.module.css";
import { studioWords } from "./words";

/** Show the numbers of the show. The server has them a moment after the end. */
export function Numbers({ view: { Numbers: numbers } }: { view: View }) {
	const words = useWords(studioWords);
	if (!numbers) return null;
	const { Seconds, Watched, Most } = numbers;
	const shown = [
		[words.numbers.seconds, shortClock(Seconds)],
		[words.numbers.watched, Watched.toLocaleString()],
		[words.numbers.most, Most.toLocaleString()],
	];
	return (
		<dl id="show-numbers" className={css.summary}>
			{shown.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd className="digits">{value}</dd>
				</div>
			))}
		</dl>
	);
}
