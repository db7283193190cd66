import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { moment } from "../ui/moment";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { act, type Me } from "./calls";
import { Others } from "./Others";
import { PasswordForm } from "./PasswordForm";
import { addPasskey, PASSKEYS } from "./passkey";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import type { Place } from "./usePlace";
import { consoleWords } from "./words";

/** The admin's own ways to sign in, and the browsers that are signed in. */
export function Account({ me, go, onChanged }: { me: Me; go: (place: Place) => void; onChanged: () => void }) {
	const words = useWords(consoleWords);
	const language = useLanguage();
	const { busy, refused, run } = useAdminAct(onChanged);
	useBody("console", "account", false, words.account);
	const then = (work: () => Promise<unknown>) => () =>
		run(async () => {
			await work();
			onChanged();
		});
	return (
		<>
			<div className={css.head}>
				<h1>{words.account}</h1>
			</div>
			<Others me={me} go={go} onOut={onChanged} />
			<section className={css.card}>
				<h2>{me.HasPassword ? words.changePassword : words.setPassword}</h2>
				<PasswordForm me={me} onSaved={onChanged} onOut={onChanged} />
			</section>
			<section className={css.card}>
				<h2>{words.passkeys}</h2>
				<ul className={css.lines}>
					{me.Passkeys.map((one) => (
						<li key={one.PasskeyId}>
							<span>{one.Name}</span>
							<span className={css.hint}>{moment(one.CreateTime * 1000, language)}</span>
							<Button
								small
								kind="quiet"
								busy={busy}
								aria-label={`${words.remove} ${one.Name}`}
								onClick={then(() => act("RemoveMyPasskey", { PasskeyId: one.PasskeyId }))}
							>
								{words.remove}
							</Button>
						</li>
					))}
				</ul>
				{me.PasskeysWork && PASSKEYS ? (
					<div className={css.buttons}>
						<Button id="add-passkey" busy={busy} onClick={then(() => addPasskey(me.Name))}>
							{words.addPasskey}
						</Button>
					</div>
				) : (
					<p className={css.hint}>{words.noPasskeysHere}</p>
				)}
			</section>
			<section className={css.card}>
				<h2>{words.browsers}</h2>
				<ul className={css.lines}>
					{me.Sessions.map((one) => (
						<li key={one.SessionId}>
							<span>{[one.Device, one.Here && words.here].filter(Boolean).join(" · ")}</span>
							<span className={css.hint}>
								{words.ways[one.Way]}, {words.signedInAt(moment(one.SignInTime * 1000, language))}
							</span>
						</li>
					))}
				</ul>
				<Refusal reason={refused} />
				<div className={css.buttons}>
					<Button id="sign-out-everywhere" busy={busy} onClick={then(() => act("SignOutEverywhere"))}>
						{words.signOutAll}
					</Button>
				</div>
			</section>
		</>
	);
}
