import { useWords } from "../i18n/useWords";
import { shortClock } from "../ui/Clock";
import { useNow } from "../ui/useNow";
import css from "./Console.module.css";
import { Status } from "./calls";
import { showWords } from "./show/words";
import { consoleWords } from "./words";

/** Say the status of a show, in words and in colour. `since`: when it went on air, in unix seconds. */
export function StatusChip({ status, since = 0 }: { status: number; since?: number }) {
	const words = useWords(consoleWords);
	if (status === Status.LIVE) return since ? <OnAir since={since} /> : <span className={css.air}>{words.onAir}</span>;
	const coming = status === Status.PREVIEW;
	return <span className={coming ? css.coming : css.past}>{coming ? words.coming : words.over}</span>;
}

function OnAir({ since }: { since: number }) {
	const { started } = useWords(showWords);
	const now = useNow();
	return <span className={`${css.air} digits`}>{started(shortClock(now / 1000 - since))}</span>;
}
