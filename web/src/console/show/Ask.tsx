import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import css from "../Console.module.css";
import { Refusal } from "../Refusal";
import { useAsking } from "../useAsking";

interface Props {
	/** The id of the button. The answers are `{id}-yes` and `{id}-no`. */
	id: string;
	label: string;
	/** The label for a screen reader, where several buttons look the same. */
	name?: string;
	small?: boolean;
	question: string;
	yes: string;
	no: string;
	/** More to decide, below the question. */
	children?: ReactNode;
	/** The answer cannot be yes yet. */
	unready?: boolean;
	/** Do it. Throws what a call throws. */
	onYes: () => Promise<unknown>;
	onOut: () => void;
}

/** A button that asks before it acts. The harmless answer has the focus. */
export function Ask({ id, label, name, small, question, yes, no, children, unready, onYes, onOut }: Props) {
	const { asking, ask, busy, refused, choose, button, harmless } = useAsking(onOut);
	if (!asking) {
		return (
			<Button
				ref={button}
				id={id}
				{...(small && { small })}
				kind={small ? "quiet" : "plain"}
				aria-label={name}
				onClick={() => ask(true)}
			>
				{label}
			</Button>
		);
	}
	return (
		<fieldset className={css.question} aria-label={name ?? label}>
			<p>{question}</p>
			{children}
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button ref={harmless} id={`${id}-no`} onClick={() => ask(false)}>
					{no}
				</Button>
				<Button kind="quiet" id={`${id}-yes`} busy={busy} disabled={unready} onClick={() => choose(onYes)}>
					{yes}
				</Button>
			</div>
		</fieldset>
	);
}
