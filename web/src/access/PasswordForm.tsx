import { type FormEvent, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { ApiError, call } from "../net/call";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import css from "./Door.module.css";
import { doorWords } from "./words";

interface Props {
	base: string;
	/** The text of the button. */
	button: string;
	/** The id of the text that says where the password is; "" for none. */
	hint: string;
	onEntered: () => void;
}

type Fault = "" | "wrong" | "slower" | "failed";

/** Ask for the password of a show. The typed text stays after a mistake. */
export function PasswordForm({ base, button, hint, onEntered }: Props) {
	const words = useWords(doorWords);
	const input = useRef<HTMLInputElement>(null);
	const [password, setPassword] = useState("");
	const [fault, setFault] = useState<Fault>("");
	const [busy, setBusy] = useState(false);
	const enter = async (event: FormEvent) => {
		event.preventDefault();
		if (busy || !password) return;
		setBusy(true);
		setFault("");
		try {
			await call(`${base}/call`, "EnterPassword", { Password: password });
			onEntered();
		} catch (error) {
			setFault(faultOf(error));
			input.current?.select();
		} finally {
			setBusy(false);
		}
	};
	return (
		<form className={css.way} onSubmit={enter}>
			<Field
				ref={input}
				id="show-password"
				label={words.password}
				type="password"
				autoComplete="current-password"
				maxLength={200}
				required
				value={password}
				aria-invalid={fault === "wrong" || undefined}
				said={fault && words[fault]}
				hint={hint}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<Button kind="primary" type="submit" id="enter-show" busy={busy}>
				{button}
			</Button>
		</form>
	);
}

function faultOf(error: unknown): Fault {
	if (!(error instanceof ApiError)) return "failed";
	if (error.status === 429) return "slower";
	return error.status === 403 ? "wrong" : "failed";
}
