import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import type { Me } from "./calls";
import { PasswordForm } from "./PasswordForm";
import { addPasskey, PASSKEYS } from "./passkey";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	/** The admin has a way to sign in now, or chooses one later. */
	onDone: () => void;
	onOut: () => void;
}

/** Ask an admin who came by a link how to sign in next time: by a passkey or a password. */
export function WayIn({ me, onDone, onOut }: Props) {
	const { wayIn } = useWords(consoleWords);
	const passkeys = me.PasskeysWork && PASSKEYS;
	const [typing, setTyping] = useState(!passkeys);
	const { busy, refused, run } = useAdminAct(onOut);
	useBody("console", "wayin", false, wayIn.title);
	const byPasskey = () =>
		run(async () => {
			await addPasskey(me.Name);
			onDone();
		});
	return (
		<Card icon={<KeyRound />} title={wayIn.title} text={wayIn.text}>
			<div className={css.form}>
				{typing && <PasswordForm me={me} onSaved={onDone} onOut={onOut} />}
				<Refusal reason={refused} />
				<div className={css.buttons}>
					{passkeys && (
						<Button kind={typing ? "plain" : "primary"} id="add-passkey" busy={busy} onClick={byPasskey}>
							{wayIn.passkey}
						</Button>
					)}
					{!typing && (
						<Button id="by-password" onClick={() => setTyping(true)}>
							{wayIn.password}
						</Button>
					)}
					<Button kind="quiet" id="later" onClick={onDone}>
						{wayIn.later}
					</Button>
				</div>
			</div>
		</Card>
	);
}
