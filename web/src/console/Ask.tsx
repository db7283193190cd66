import { Button } from "../ui/Button";
import css from "./Console.module.css";
import { Refusal } from "./Refusal";
import { useAsking } from "./useAsking";

/** A button, and what it does. */
export interface Choice {
	words: string;
	act: () => Promise<unknown>;
}

interface Props {
	/** The words of the button that asks. */
	words: string;
	/** Its name for a screen reader, which also names the thing that it is about. */
	name: string;
	question: string;
	/** The words of the choice that changes nothing. */
	keep: string;
	choices: Choice[];
	onDone: () => void;
	onOut: () => void;
}

/** A button that asks before it acts. The question has the focus, at the choice that changes nothing. */
export function Ask({ words, name, question, keep, choices, onDone, onOut }: Props) {
	const { asking, ask, busy, refused, choose, button, harmless } = useAsking(onOut);
	if (!asking) {
		return (
			<Button ref={button} small aria-label={name} onClick={() => ask(true)}>
				{words}
			</Button>
		);
	}
	return (
		<fieldset className={css.question} aria-label={name}>
			<p>{question}</p>
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button small ref={harmless} onClick={() => ask(false)}>
					{keep}
				</Button>
				{choices.map(({ words, act }) => (
					<Button key={words} small kind="quiet" busy={busy} onClick={() => choose(act, onDone)}>
						{words}
					</Button>
				))}
			</div>
		</fieldset>
	);
}
