import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import css from "../Console.module.css";
import { Refusal } from "../Refusal";
import { useAct } from "../useAct";

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
	const [asking, setAsking] = useState(false);
	const { busy, refused, run } = useAct(onOut);
	const harmless = useRef<HTMLButtonElement>(null);
	const first = useRef<HTMLButtonElement>(null);
	const asked = useRef(false);
	useEffect(() => {
		if (asking) harmless.current?.focus();
		else if (asked.current) first.current?.focus();
		asked.current = asking;
	}, [asking]);
	const act = () =>
		run(async () => {
			await onYes();
			setAsking(false);
		});
	if (!asking) {
		return (
			<Button
				ref={first}
				id={id}
				{...(small && { small })}
				kind={small ? "quiet" : "plain"}
				aria-label={name}
				onClick={() => setAsking(true)}
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
				<Button ref={harmless} id={`${id}-no`} onClick={() => setAsking(false)}>
					{no}
				</Button>
				<Button kind="quiet" id={`${id}-yes`} busy={busy} disabled={unready} onClick={act}>
					{yes}
				</Button>
			</div>
		</fieldset>
	);
}
