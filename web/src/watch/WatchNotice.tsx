import { Before } from "../before/Before";
import { useWords } from "../i18n/useWords";
import type { Blocked } from "../net/blocked";
import { Status } from "../net/roles";
import type { WatchView } from "../net/types";
import { blockedWords } from "../net/words";
import { startOf } from "./startOf";
import css from "./Watch.module.css";
import type { WatchState } from "./watchState";
import { watchWords } from "./words";

/** Show the text over the cover: before the show, while the host is away, and after the show. On a slow connection it
 *  lies over the last picture. */
export function WatchNotice({ state, view, blocked }: { state: WatchState; view: WatchView | null; blocked: Blocked }) {
	const words = useWords(watchWords);
	const reasons = useWords(blockedWords);
	if (blocked) return <Words title={reasons[blocked].cause} text={reasons[blocked].cure} />;
	if (!view) return <Words title={words.connecting} />;
	if (state === "away") return <Words title={words.awayTitle} text={words.awayText} />;
	if (state === "slow") return <Words title={words.slowTitle} text={words.slowText} />;
	if (state === "over") return <Words title={words.overTitle} text={words.overText} />;
	if (view.Status === Status.LIVE) return <Words title={words.connecting} />;
	return <Before start={startOf(view)} waiting={view.Waiting} box={css.notice} large={css.countdown} />;
}

function Words({ title, text }: { title: string; text?: string }) {
	return (
		<div className={css.notice}>
			<h2>{title}</h2>
			{text && <p>{text}</p>}
		</div>
	);
}
