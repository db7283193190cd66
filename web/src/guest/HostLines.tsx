import { Megaphone, MessageSquareLock } from "lucide-react";
import { useWords } from "../i18n/useWords";
import css from "./GuestStage.module.css";
import type { Managed } from "./managed";
import { guestStageWords } from "./stageWords";

/** Tell whether the host wrote something that this guest reads. */
export const hasLines = ({ toAll, toMe }: Managed) => Boolean(toAll?.Text || toMe?.Text);

/** Show what the host wrote, beside the stage. */
export function HostLines({ managed }: { managed: Managed }) {
	const words = useWords(guestStageWords);
	return (
		<aside className={css.lines} aria-label={words.lines}>
			<Lines managed={managed} />
		</aside>
	);
}

/** Show the line to this guest alone first, then the line to all guests. A new line is read aloud. */
export function Lines({ managed: { toAll, toMe } }: { managed: Managed }) {
	const words = useWords(guestStageWords);
	return (
		<>
			<p className={css.caption}>{words.lines}</p>
			<div role="status" className={css.list}>
				{toMe?.Text && (
					<p id="line-to-me" className={css.line}>
						<MessageSquareLock size={16} />
						<span>
							<b>{words.toYou}</b> <span dir="auto">{toMe.Text}</span>
						</span>
					</p>
				)}
				{toAll?.Text && (
					<p id="line-to-all" className={css.line}>
						<Megaphone size={16} />
						<span>
							<b>{words.toAll}</b> <span dir="auto">{toAll.Text}</span>
						</span>
					</p>
				)}
			</div>
		</>
	);
}
