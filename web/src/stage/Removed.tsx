import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { Initial } from "./Initial";
import css from "./People.module.css";
import { stageWords } from "./words";

interface Props {
	removed: View["Removed"];
	onRestore: (sessionId: string) => void;
	/** Removes everyone who used the same link as a removed guest. */
	onRemoveAll: (sessionId: string) => void;
}

/** List the people that the host removed, each with a way back. */
export function Removed({ removed, onRestore, onRemoveAll }: Props) {
	const words = useWords(stageWords);
	if (removed.length === 0) return null;
	return (
		<>
			<h2>{words.removed}</h2>
			<ul>
				{removed.map(({ SessionId, UserName, Others }) => (
					<li key={SessionId} data-session={SessionId}>
						<div className={css.person}>
							<Initial name={UserName} />
							<p>
								<b>{UserName}</b>
							</p>
							<Button small data-action="restore" aria-label={words.restoreName(UserName)} onClick={() => onRestore(SessionId)}>
								{words.restore}
							</Button>
						</div>
						{Others > 0 && (
							<div className={css.others}>
								<p role="status">{words.others(Others)}</p>
								<Button
									small
									data-action="remove-all"
									aria-label={words.removeAllOf(UserName)}
									onClick={() => onRemoveAll(SessionId)}
								>
									{words.removeAll}
								</Button>
							</div>
						)}
					</li>
				))}
			</ul>
		</>
	);
}
