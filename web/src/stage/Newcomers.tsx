import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { AskCard, AskPeople } from "./AskCard";
import type { SeenGuest } from "./guests";
import css from "./People.module.css";
import { stageWords } from "./words";

interface Props {
	newcomers: SeenGuest[];
	onBring: (sessionId: string) => void;
	onLetWait: (sessionId: string) => void;
}

/** Show the guests who are ready backstage, above the list of all guests. The button for all of them stands last:
 *  a second newcomer moves no button of the first. */
export function Newcomers({ newcomers, onBring, onLetWait }: Props) {
	const words = useWords(stageWords);
	const several = newcomers.length > 1;
	const bringAll = () => {
		for (const { SessionId } of newcomers) onBring(SessionId);
	};
	return (
		<div className={css.asks} aria-live="polite" data-cards>
			{newcomers.length > 0 && (
				<AskCard title={words.ready(newcomers.length)} text={words.notSeenYet}>
					<AskPeople>
						{newcomers.map(({ SessionId, UserName }) => (
							<li key={SessionId} data-newcomer={SessionId}>
								<b>{UserName}</b>
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
					</AskPeople>
					{several && (
						<div>
							<Button small kind="quiet" data-action="bring-all" onClick={bringAll}>
								{words.bringAll}
							</Button>
						</div>
					)}
				</AskCard>
			)}
		</div>
	);
}
