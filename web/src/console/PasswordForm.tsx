import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import css from "./Console.module.css";
import { act, type Me } from "./calls";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	onSaved: () => void;
	onOut: () => void;
}

/** Set or change the admin's own password. The server says when it needs the old one. */
export function PasswordForm({ me, onSaved, onOut }: Props) {
	const words = useWords(consoleWords);
	const [old, setOld] = useState("");
	const [password, setPassword] = useState("");
	const { busy, refused, run } = useAdminAct(onOut);
	const save = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			await act("SetMyPassword", { Password: password, OldPassword: old });
			setOld("");
			setPassword("");
			onSaved();
		});
	};
	return (
		<form className={css.form} onSubmit={save}>
			{/* Password managers keep the password under this name. */}
			<input hidden readOnly autoComplete="username" value={me.Name} />
			{me.HasPassword && (
				<Field
					label={words.oldPassword}
					id="old-password"
					type="password"
					autoComplete="current-password"
					value={old}
					onChange={(event) => setOld(event.target.value)}
				/>
			)}
			<Field
				label={words.newPassword}
				calm
				said={words.passwordRule}
				id="new-password"
				type="password"
				autoComplete="new-password"
				required
				minLength={12}
				value={password}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button type="submit" id="set-password" busy={busy}>
					{me.HasPassword ? words.changePassword : words.setPassword}
				</Button>
			</div>
		</form>
	);
}
