import { Download } from "lucide-react";
import { useLanguage, useWords } from "../i18n/useWords";
import type { ReplayFacts } from "../net/types";
import { ButtonLink } from "../ui/Button";
import css from "./Replay.module.css";
import { replayWords } from "./words";

/** Say which show this was, and offer its file where viewers may have it. */
export function ReplayActions({ replay }: { replay: ReplayFacts }) {
	const words = useWords(replayWords);
	const language = useLanguage();
	if (replay.State !== "online") return null;
	const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(replay.StartTime * 1000);
	return (
		<>
			<p id="replay-day" className={css.recorded}>
				{words.recorded(day)}
			</p>
			{replay.Download && (
				<ButtonLink id="download" href={replay.Download} download>
					<Download size={16} />
					<span>{words.download}</span>
				</ButtonLink>
			)}
		</>
	);
}
