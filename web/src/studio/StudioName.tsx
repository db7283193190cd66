import type { FormEvent } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { useMyName } from "../net/useMyName";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { NameField } from "../ui/NameField";
import { useModal } from "../ui/useModal";
import { uiWords } from "../ui/words";
import css from "./Studio.module.css";
import { studioWords } from "./words";

interface Props {
	session: Session;
	view: View;
	onClose: () => void;
}

/** Let the host change the name that guests and viewers see. */
export default function StudioName({ session, view, onClose }: Props) {
	const words = useWords(studioWords);
	const { yourName } = useWords(uiWords);
	const { typed, problem, type, save } = useMyName(session, view);
	const { close, props } = useModal(onClose);
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (await save()) close();
	};
	return (
		<dialog {...props} aria-labelledby="name-title">
			<h2 id="name-title">{yourName}</h2>
			<p className={css.question}>{words.nameText}</p>
			<form noValidate onSubmit={(event) => void submit(event)} className={css.naming}>
				<NameField id="host-name" name={typed} problem={problem} onType={type} />
				<div className={css.answers}>
					<Button kind="quiet" onClick={close}>
						{words.close}
					</Button>
					<Button type="submit" kind="primary" id="save-name">
						{words.saveName}
					</Button>
				</div>
			</form>
		</dialog>
	);
}
