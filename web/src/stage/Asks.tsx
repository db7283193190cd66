import { useWords } from "../i18n/useWords";
import { Role } from "../net/roles";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import css from "./People.module.css";
import { stageWords } from "./words";

interface Props {
	asks: View["Asks"];
	onGrant: (askId: string) => void;
	onDecline: (askId: string) => void;
}

/** Show the requests for a new link, from people whose link no longer works. */
export function Asks({ asks, onGrant, onDecline }: Props) {
	const words = useWords(stageWords);
	const { device: nameOf } = useWords(uiWords);
	return (
		<ul className={css.asks} aria-live="polite" data-cards>
			{asks.map(({ AskId, Role: role, UserName, Browser, System }) => {
				const device = nameOf(Browser, System);
				return (
					<li key={AskId} className={css.ask} data-ask={AskId}>
						<p>
							<b>{words.asks(UserName)}</b>
							{device && <span className={css.device}>{device}</span>}
							{role === Role.HOST && <span className={css.mayHost}>{words.asksToHost}</span>}
						</p>
						<div>
							<Button small data-action="grant" onClick={() => onGrant(AskId)}>
								{words.giveLink}
							</Button>
							<Button small kind="quiet" data-action="decline" onClick={() => onDecline(AskId)}>
								{words.notNow}
							</Button>
						</div>
					</li>
				);
			})}
		</ul>
	);
}
