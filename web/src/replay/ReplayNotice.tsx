import type { HlsState } from "../hls/state";
import { useWords } from "../i18n/useWords";
import type { ReplayFacts } from "../net/types";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import css from "./Replay.module.css";
import { replayWords } from "./words";

/** Say why there is no replay to see. */
export function ReplayNotice({ state }: { state: Exclude<ReplayFacts["State"], "online"> }) {
	const words = useWords(replayWords);
	return <Words {...words.reasons[state]} />;
}

/** Say why a replay does not go on. */
export function ReplayFault({ state, onAgain }: { state: HlsState; onAgain: () => void }) {
	const words = useWords(replayWords);
	const { tryAgain } = useWords(uiWords);
	if (state === "slow") return <Words {...words.slow} />;
	if (state === "broken" || state === "unsupported") return <Words {...words.broken} />;
	if (state !== "gone") return null;
	return (
		<Words {...words.refused}>
			<Button id="replay-again" className={css.again} onClick={onAgain}>
				{tryAgain}
			</Button>
		</Words>
	);
}

function Words({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
	return (
		<div className={css.notice}>
			<h2>{title}</h2>
			<p>{text}</p>
			{children}
		</div>
	);
}
