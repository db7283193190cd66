import { type FormEvent, useEffect, useRef, useState } from "react";
import { NAME } from "../design/limits";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { useModal } from "../ui/useModal";
import css from "./RenameScene.module.css";
import { sceneWords } from "./words";

interface Props {
	name: string;
	/** An empty name is the template's. */
	onName: (name: string) => void;
	onClose: () => void;
}

/** Ask for the name of a scene. */
export default function RenameScene({ name, onName, onClose }: Props) {
	const words = useWords(sceneWords);
	const [typed, setTyped] = useState(name);
	const { close, props } = useModal(onClose);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.select(), []);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (typed !== name) onName(typed.trim());
		close();
	};
	return (
		<dialog {...props} aria-labelledby="scene-name-title">
			<h2 id="scene-name-title">{words.rename}</h2>
			<form onSubmit={submit} className={css.form}>
				<Field
					ref={field}
					label={words.name}
					id="scene-name"
					maxLength={NAME}
					autoComplete="off"
					value={typed}
					onChange={(event) => setTyped(event.target.value)}
				/>
				<div className={css.answers}>
					<Button kind="quiet" onClick={close}>
						{words.close}
					</Button>
					<Button type="submit" kind="primary" id="save-scene-name">
						{words.save}
					</Button>
				</div>
			</form>
		</dialog>
	);
}
