import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { AskCard, AskPeople } from "./AskCard";
import type { Tell } from "./crew";
import { stageWords } from "./words";

interface Props {
	waiting: View["Waiting"];
	/** All places on the stage are taken. */
	full: boolean;
	tell: Tell;
}

/** Show the guests who wait to be let in, the earliest first. The button for all of them stands last: one
 *  more guest moves no button of another. */
export default function Waiting({ waiting, full, tell }: Props) {
	const words = useWords(stageWords);
	return (
		<AskCard title={words.waiting(waiting.length)} text={full ? words.full : undefined}>
			<AskPeople>
				{waiting.map(({ SessionId, UserName, Connected }) => (
					<li key={SessionId} data-person={SessionId} data-place="waiting">
						<p>
							<b>{UserName}</b>
							{!Connected && <small>{words.pageClosed}</small>}
						</p>
						<div>
							<Button
								small
								data-do="admit"
								disabled={full}
								aria-label={words.admitName(UserName)}
								onClick={() => void tell("AdmitGuest", { SessionId })}
							>
								{words.admit}
							</Button>
							<Button
								small
								kind="quiet"
								data-do="turn-away"
								aria-label={words.turnAwayName(UserName)}
								onClick={() => void tell("TurnAwayGuest", { SessionId })}
							>
								{words.turnAway}
							</Button>
						</div>
					</li>
				))}
			</AskPeople>
			{waiting.length > 1 && (
				<div>
					<Button
						small
						kind="quiet"
						id="admit-all"
						data-do="admit-all"
						disabled={full}
						onClick={() => void tell("AdmitAllGuests")}
					>
						{words.admitAll}
					</Button>
				</div>
			)}
		</AskCard>
	);
}
