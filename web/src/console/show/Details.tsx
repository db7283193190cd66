import { useWords } from "../../i18n/useWords";
import base from "../Console.module.css";
import { Basics } from "./Basics";
import { Design } from "./Design";
import type { OfShow } from "./ofShow";
import { Settings } from "./Settings";
import { showWords } from "./words";

/** The details of a show: its name and times, its settings, its design. */
export function Details(of: OfShow) {
	const { details } = useWords(showWords);
	return (
		<>
			<section className={base.card}>
				<h2>{details.show}</h2>
				<Basics {...of} />
			</section>
			<section className={base.card}>
				<h2>{details.settings}</h2>
				<Settings {...of} />
			</section>
			<section className={base.card}>
				<h2>{details.design}</h2>
				<Design {...of} />
			</section>
		</>
	);
}
