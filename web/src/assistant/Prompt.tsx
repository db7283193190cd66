import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { LINE_MAX } from "../stage/crew";
import { Button } from "../ui/Button";
import { oneLine } from "../ui/oneLine";
import css from "./Assistant.module.css";
import { assistantWords } from "./words";

interface Props {
	/** The line that the host reads now. */
	line: View["Lines"]["ToHost"];
	/** Returns whether the server took it. An empty text takes the present line away. */
	onSend: (text: string) => Promise<boolean>;
}

/** Write a line that the host alone reads. A new one takes the place of the one before. */
export function Prompt({ line, onSend }: Props) {
	const words = useWords(assistantWords);
	const [typed, setTyped] = useState("");
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		const text = typed.trim();
		// A refused text stays in the field.
		if (text && (await onSend(text))) setTyped("");
	};
	return (
		<div className={css.prompt}>
			{line && (
				<p id="prompt-now">
					<span dir="auto">{words.hostReads(oneLine(line.Text))}</span>
					<Button small kind="quiet" id="end-prompt" onClick={() => void onSend("")}>
						{words.endPrompt}
					</Button>
				</p>
			)}
			<form onSubmit={(event) => void submit(event)}>
				<input
					id="prompt"
					aria-label={words.prompt}
					placeholder={words.prompt}
					maxLength={LINE_MAX}
					autoComplete="off"
					value={typed}
					onChange={({ target }) => setTyped(target.value)}
				/>
				<Button small type="submit" id="send-prompt">
					{words.send}
				</Button>
			</form>
		</div>
	);
}
