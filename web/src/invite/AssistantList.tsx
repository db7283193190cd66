import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import css from "./Invite.module.css";
import { inviteWords } from "./words";

interface Props {
	session: Session;
	assistants: View["Assistants"];
	/** A removal turns a link off. */
	onRemoved: () => void;
}

/** List the assistants who are in. The host removes one after a question, because the link goes too. */
export function AssistantList({ session: { call, tab }, assistants, onRemoved }: Props) {
	const words = useWords(inviteWords);
	const [asked, setAsked] = useState("");
	const [busy, setBusy] = useState(false);
	const [failed, setFailed] = useState(false);
	const remove = async (id: string) => {
		setBusy(true);
		const done = await call("RemoveAssistant", { Tab: tab, SessionId: id }).then(
			() => true,
			() => false,
		);
		setBusy(false);
		setFailed(!done);
		if (!done) return;
		setAsked("");
		onRemoved();
	};
	if (!assistants.length) return null;
	return (
		<>
			{failed && <p role="alert">{`${words.failed.cause} · ${words.failed.cure}`}</p>}
			<ul className={css.people} aria-label={words.assistants}>
				{assistants.map(({ SessionId, UserName, Connected }) => {
					const name = UserName || words.unnamed;
					return (
						<li key={SessionId} data-assistant={SessionId}>
							<span>{Connected ? name : `${name} · ${words.away}`}</span>
							{asked === SessionId ? (
								<Question name={name} busy={busy} onKeep={() => setAsked("")} onRemove={() => void remove(SessionId)} />
							) : (
								<Button small kind="quiet" data-do="remove" aria-label={words.removeOf(name)} onClick={() => setAsked(SessionId)}>
									{words.remove}
								</Button>
							)}
						</li>
					);
				})}
			</ul>
		</>
	);
}

interface QuestionProps {
	name: string;
	busy: boolean;
	onKeep: () => void;
	onRemove: () => void;
}

function Question({ name, busy, onKeep, onRemove }: QuestionProps) {
	const words = useWords(inviteWords);
	const harmless = useRef<HTMLButtonElement>(null);
	useEffect(() => harmless.current?.focus(), []);
	return (
		<fieldset className={css.question} aria-label={words.removeOf(name)}>
			<p>{words.removeQuestion(name)}</p>
			<div className={css.buttons}>
				<Button small data-do="keep" ref={harmless} onClick={onKeep}>
					{words.keepPerson}
				</Button>
				<Button small kind="quiet" data-do="remove-now" busy={busy} onClick={onRemove}>
					{words.remove}
				</Button>
			</div>
		</fieldset>
	);
}
