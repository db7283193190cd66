import { type FormEvent, useState } from "react";
import { Button } from "../ui/Button";
import { LINE_MAX } from "./crew";
import css from "./LineForm.module.css";

interface Props {
	/** The id of the field. */
	id: string;
	/** The end of the ids of the rest: `{name}-now`, `end-{name}`, `send-{name}`. */
	name: string;
	words: { label: string; send: string; end: string };
	/** The line that is read now; "" for none. */
	now: string;
	/** Returns whether the server took it. An empty text takes the present line away. */
	onSend: (text: string) => Promise<boolean>;
}

/** Write a line that others read. A new one takes the place of the one before. */
export function LineForm({ id, name, words, now, onSend }: Props) {
	const [typed, setTyped] = useState("");
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		const text = typed.trim();
		// A refused text stays in the field.
		if (text && (await onSend(text))) setTyped("");
	};
	return (
		<div className={css.lines}>
			{now && (
				<p id={`${name}-now`}>
					<span dir="auto">{now}</span>
					<Button small kind="quiet" id={`end-${name}`} onClick={() => void onSend("")}>
						{words.end}
					</Button>
				</p>
			)}
			<form onSubmit={(event) => void submit(event)}>
				<input
					id={id}
					aria-label={words.label}
					placeholder={words.label}
					maxLength={LINE_MAX}
					autoComplete="off"
					value={typed}
					onChange={({ target }) => setTyped(target.value)}
				/>
				<Button small type="submit" id={`send-${name}`}>
					{words.send}
				</Button>
			</form>
		</div>
	);
}
