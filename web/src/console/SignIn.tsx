import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { enter, type Result } from "./calls";
import { PASSKEYS, signInWithPasskey } from "./passkey";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { consoleWords } from "./words";

interface Props {
	entrance: Result<"GetEntrance">;
	onIn: () => void;
}

/** Ask an admin to sign in. */
export function SignIn({ entrance, onIn }: Props) {
	const words = useWords(consoleWords);
	useBody("console", "signin", false, words.signIn);
	if (!entrance.AnyAdmin) return <Card icon={<KeyRound />} title={words.noAdmin.title} text={words.noAdmin.text} />;
	return (
		<Card icon={<KeyRound />} title={words.signIn} text={words.signInText}>
			<Ways passkeys={entrance.Passkeys && PASSKEYS} onIn={onIn} />
		</Card>
	);
}

function Ways({ passkeys, onIn }: { passkeys: boolean; onIn: () => void }) {
	const words = useWords(consoleWords);
	const [name, setName] = useState("");
	const [password, setPassword] = useState("");
	const { busy, refused, run } = useAdminAct();
	const signIn = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			await enter("SignIn", { Name: name, Password: password });
			onIn();
		});
	};
	const byPasskey = () =>
		run(async () => {
			await signInWithPasskey();
			onIn();
		});
	return (
		<form className={css.form} onSubmit={signIn}>
			<Field
				label={words.name}
				id="name"
				autoComplete="username webauthn"
				required
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
			<Field
				label={words.password}
				id="password"
				type="password"
				autoComplete="current-password"
				required
				value={password}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button kind="primary" type="submit" id="sign-in" busy={busy}>
					{words.signIn}
				</Button>
				{passkeys && (
					<Button id="by-passkey" busy={busy} onClick={byPasskey}>
						{words.byPasskey}
					</Button>
				)}
			</div>
			<p className={css.hint}>{words.lostPassword}</p>
		</form>
	);
}
