import { type FormEvent, useEffect, useRef } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { uiWords } from "../ui/words";
import css from "./NameForm.module.css";
import type { ChatName } from "./useChatName";
import { chatWords } from "./words";

/** Ask for the name that the chat shows. */
export default function NameForm({ name }: { name: ChatName }) {
	const words = useWords(chatWords);
	const { nameProblem } = useWords(uiWords);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.select(), []);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		void name.save();
	};
	const { problem } = name;
	return (
		<form className={css.name} onSubmit={submit}>
			<Field
				ref={field}
				id="chat-name"
				label={words.name}
				value={name.typed}
				autoComplete="nickname"
				data-compose=""
				aria-invalid={problem !== "" || undefined}
				said={problem && (problem === "taken" ? words.nameTaken : nameProblem[problem])}
				onChange={({ target }) => name.type(target.value)}
				onKeyDown={(event) => event.key === "Escape" && name.close()}
			/>
			<div className={css.buttons}>
				<Button small kind="quiet" onClick={name.close}>
					{words.cancel}
				</Button>
				<Button small type="submit" id="chat-name-save">
					{words.saveName}
				</Button>
			</div>
		</form>
	);
}
