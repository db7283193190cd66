import { KeyRound, Link2Off } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { ApiError, call, mayPass } from "../net/call";
import { type Retry, retrying } from "../net/retry";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { useBody } from "../ui/useBody";
import { useCrash } from "../ui/useCrash";
import { handOver } from "./handed";
import css from "./PasswordDoor.module.css";
import { passwordWords } from "./passwordWords";

/** `gone`: the account was deleted, or its link turned off. `starting`: the page tries again by itself. */
type State = "asking" | "wrong" | "wait" | "opening" | "starting" | "gone";

/** Ask an assistant for the password of their account. A right one gets a ticket, as a launch link does. */
export default function PasswordDoor({ door }: { door: string }) {
	const words = useWords(passwordWords);
	const [state, setState] = useState<State>("asking");
	const [password, setPassword] = useState("");
	const crash = useCrash();
	const field = useRef<HTMLInputElement>(null);
	const retry = useRef<Retry>(null);
	const gone = state === "gone";
	const busy = state === "opening" || state === "starting";
	useBody("enter", gone ? "refused" : "password", false, gone ? words.goneTitle : words.title);
	useEffect(() => field.current?.focus(), []);
	useEffect(() => {
		if (state === "wrong" || state === "wait") field.current?.select();
	}, [state]);
	useEffect(() => {
		const back = () => setState("asking"); // the browser's back button may bring this page back as it was
		addEventListener("pageshow", back);
		return () => {
			removeEventListener("pageshow", back);
			retry.current?.stop();
		};
	}, []);

	const open = async () => {
		try {
			const { Ticket, EnterPath } = await call("/client", "SignInAssistant", { Door: door, Password: password });
			location.assign(handOver(Ticket, EnterPath));
		} catch (error) {
			if (error instanceof ApiError && error.status === 429) return setState("wait");
			if (error instanceof ApiError && !error.passing) return setState(error.status === 404 ? "gone" : "wrong");
			if (!mayPass(error)) return crash(error);
			setState("starting");
			retry.current?.later();
		}
	};
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (busy) return;
		setState("opening");
		retry.current?.stop();
		retry.current = retrying(open);
		void open();
	};

	if (gone) return <Card icon={<Link2Off />} title={words.goneTitle} text={words.goneText} />;
	return (
		<Card icon={<KeyRound />} title={words.title} text={words.text}>
			<form className={css.form} onSubmit={submit}>
				<div className={css.field}>
					<Field
						ref={field}
						id="password"
						label={words.password}
						type="password"
						autoComplete="current-password"
						required
						maxLength={64}
						readOnly={busy}
						value={password}
						aria-invalid={state === "wrong" || undefined}
						said={state !== "asking" && words.said[state]}
						calm={state !== "wrong" && state !== "wait"}
						onChange={(event) => {
							setPassword(event.target.value);
							setState("asking");
						}}
					/>
				</div>
				<Button kind="primary" type="submit" id="sign-in" busy={busy}>
					{words.enter}
				</Button>
			</form>
		</Card>
	);
}
