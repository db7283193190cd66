import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import css from "./Crew.module.css";
import { LINE_MAX, type Tell } from "./crew";
import { crewWords } from "./crewWords";

interface Props {
	/** The line that all guests read now. */
	line: View["Lines"]["ToAll"];
	tell: Tell;
}

/** Write the line that all guests read, and nobody else. */
export default function StageLine({ line, tell }: Props) {
	const words = useWords(crewWords);
	const [typed, setTyped] = useState("");
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		const Text = typed.trim();
		// A refused text stays in the field.
		if (Text && (await tell("SendStageLine", { Text }))) setTyped("");
	};
	return (
		<div className={css.lines}>
			{line && (
				<p id="line-now">
					<span>{line.Text}</span>
					<Button small kind="quiet" id="end-line" onClick={() => void tell("SendStageLine", { Text: "" })}>
						{words.endLine}
					</Button>
				</p>
			)}
			<form onSubmit={(event) => void submit(event)}>
				<input
					id="stage-line"
					aria-label={words.lineToAll}
					placeholder={words.lineToAll}
					maxLength={LINE_MAX}
					autoComplete="off"
					value={typed}
					onChange={({ target }) => setTyped(target.value)}
				/>
				<Button small type="submit" id="send-line">
					{words.send}
				</Button>
			</form>
		</div>
	);
}
