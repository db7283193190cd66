import { DoorOpen, Link2Off } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { enter, type Result } from "./calls";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { consoleWords } from "./words";

interface Props {
	token: string;
	peek: Result<"PeekAdminLink">;
	onIn: () => void;
}

/** Let a person in by a sign-in link. The link is used up at the click, so a preview of the page uses up nothing. */
export function AdminLink({ token, peek, onIn }: Props) {
	const words = useWords(consoleWords);
	const { link } = words;
	const [name, setName] = useState(peek.OfferedName);
	const { busy, refused, run } = useAdminAct();
	useBody("console", "link", false, link.title);
	const open = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			await enter("OpenAdminLink", { Token: token, Name: name });
			onIn();
		});
	};
	return (
		<Card icon={<DoorOpen />} title={link.title} text={peek.Name ? link.known(peek.Name) : link.made}>
			<form className={css.form} onSubmit={open}>
				{!peek.Name && (
					<Field
						label={link.yourName}
						id="name"
						autoComplete="username"
						required
						value={name}
						onChange={(event) => setName(event.target.value)}
					/>
				)}
				<Refusal reason={refused} />
				<div className={css.buttons}>
					<Button kind="primary" type="submit" id="go-in" busy={busy}>
						{link.go}
					</Button>
				</div>
			</form>
		</Card>
	);
}

/** Say that a sign-in link no longer works. */
export function NoLink() {
	const { linkGone } = useWords(consoleWords);
	useBody("console", "nolink", false, linkGone.title);
	return <Card icon={<Link2Off />} title={linkGone.title} text={linkGone.text} />;
}
