import { type FormEvent, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import base from "../Console.module.css";
import { act } from "../calls";
import { Refusal } from "../Refusal";
import { secondsOf } from "../time";
import { useAdminAct } from "../useAdminAct";
import { consoleWords } from "../words";
import { LINK_ROLES, type LinkRole } from "./useLinks";
import { showWords } from "./words";

interface Props {
	id: number;
	onMade: () => void;
	onOut: () => void;
}

/** Make a link with a name, an end and a number of uses. All of them may stay empty. */
export function NewLink({ id, onMade, onOut }: Props) {
	const { roles, copy } = useWords(consoleWords);
	const { links: words } = useWords(showWords);
	const [role, setRole] = useState<LinkRole>("guest");
	const [name, setName] = useState("");
	const [until, setUntil] = useState("");
	const [uses, setUses] = useState("");
	const [made, setMade] = useState("");
	const { busy, refused, run } = useAdminAct(onOut);
	const make = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			const terms = { UserName: name, ExpireTime: secondsOf(until), MaxUses: Number(uses) || 0 };
			setMade((await act("CreateLaunchLink", { ActivityId: id, Role: role, ...terms })).Url);
			onMade();
		});
	};
	return (
		<form className={base.form} onSubmit={make}>
			<SelectField
				label={words.role}
				id="link-role"
				value={role}
				choices={LINK_ROLES.map((one) => [one, roles[one] ?? one])}
				onChoose={(value) => setRole(value as LinkRole)}
			/>
			<Field
				label={words.name}
				calm
				said={role === "guest" && words.nameHint}
				id="link-name"
				maxLength={15}
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
			<Field
				label={words.until}
				id="link-until"
				type="datetime-local"
				value={until}
				onChange={(event) => setUntil(event.target.value)}
			/>
			<Field
				label={words.uses}
				calm
				said={words.usesHint}
				id="link-uses"
				type="number"
				min={1}
				max={100_000}
				value={uses}
				onChange={(event) => setUses(event.target.value)}
			/>
			<Refusal reason={refused} />
			<div className={base.buttons}>
				<Button kind="primary" type="submit" id="make-link" busy={busy}>
					{words.making}
				</Button>
			</div>
			{made && (
				<div className={base.door} role="status">
					<p>{words.made}</p>
					<code id="made-link">{made}</code>
					<CopyButton small text={made} label={copy} />
				</div>
			)}
		</form>
	);
}
