import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { SeenGuest } from "./guests";
import css from "./People.module.css";
import { stageWords } from "./words";

interface Props {
	newcomers: SeenGuest[];
	onBring: (sessionId: string) => void;
	onLetWait: (sessionId: string) => void;
}

/** Show a card for each guest who is ready backstage, above the list of all guests. */
export function Newcomers({ newcomers, onBring, onLetWait }: Props) {
	const words = useWords(stageWords);
	return (
		<ul className={css.asks} aria-live="polite">
			{newcomers.map(({ SessionId, UserName }) => (
				<li key={SessionId} className={css.ask} data-newcomer={SessionId}>
					<p>
						<b>{words.ready(UserName)}</b>
						<span className={css.device}>{words.notSeenYet}</span>
					</p>
					<div>
						<Button small data-action="bring" aria-label={words.bringName(UserName)} onClick={() => onBring(SessionId)}>
							{words.bring}
						</Button>
						<Button
							small
							kind="quiet"
							data-action="wait"
							aria-label={words.waitName(UserName)}
							onClick={() => onLetWait(SessionId)}
						>
							{words.notNow}
						</Button>
					</div>
				</li>
			))}
		</ul>
	);
}
