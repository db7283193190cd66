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

/** Show the guests who are ready backstage, above the list of all guests. Several share one card. */
export function Newcomers({ newcomers, onBring, onLetWait }: Props) {
	const [first, second] = newcomers;
	return (
		<div className={css.asks} aria-live="polite">
			{first && !second && <One guest={first} onBring={onBring} onLetWait={onLetWait} />}
			{second && <Several newcomers={newcomers} onBring={onBring} onLetWait={onLetWait} />}
		</div>
	);
}

type Answers = Pick<Props, "onBring" | "onLetWait">;

function One({ guest, ...answers }: Answers & { guest: SeenGuest }) {
	const words = useWords(stageWords);
	return (
		<AskCard title={words.ready(guest.UserName)} text={words.notSeenYet} data-newcomer={guest.SessionId}>
			<Choice guest={guest} {...answers} />
		</AskCard>
	);
}

function Several({ newcomers, ...answers }: Props) {
	const words = useWords(stageWords);
	const bringAll = () => {
		for (const { SessionId } of newcomers) answers.onBring(SessionId);
	};
	return (
		<AskCard title={words.severalReady(newcomers.length)} text={words.notSeenYet}>
			<div>
				<Button small data-action="bring-all" onClick={bringAll}>
					{words.bringAll}
				</Button>
			</div>
			<AskPeople>
				{newcomers.map((guest) => (
					<li key={guest.SessionId} data-newcomer={guest.SessionId}>
						<b>{guest.UserName}</b>
						<Choice guest={guest} quiet {...answers} />
					</li>
				))}
			</AskPeople>
		</AskCard>
	);
}

/** `quiet`: another button of the card is the first choice. */
function Choice({ guest, quiet = false, onBring, onLetWait }: Answers & { guest: SeenGuest; quiet?: boolean }) {
	const words = useWords(stageWords);
	const { SessionId, UserName } = guest;
	return (
		<div>
			<Button
				small
				kind={quiet ? "quiet" : "plain"}
				data-action="bring"
				aria-label={words.bringName(UserName)}
				onClick={() => onBring(SessionId)}
			>
				{words.bring}
			</Button>
			<Button small kind="quiet" data-action="wait" aria-label={words.waitName(UserName)} onClick={() => onLetWait(SessionId)}>
				{words.notNow}
			</Button>
		</div>
	);
}
