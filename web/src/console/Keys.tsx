import { type FormEvent, useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Field } from "../ui/Field";
import { moment } from "../ui/moment";
import { useBody } from "../ui/useBody";
import { Ask } from "./Ask";
import { adminWords } from "./adminWords";
import css from "./Console.module.css";
import { act, type Result } from "./calls";
import { Once } from "./Once";
import pages from "./Pages.module.css";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { useFresh } from "./useFresh";

type Key = Result<"ListAccessKeys">["AccessKeys"][number];
type Made = Result<"CreateAccessKey">;

/** How often the list is read again. An account has at most a hundred keys. */
const EVERY_MS = 10_000;
const read = async () => (await act("ListAccessKeys", { PageNumber: 1, PageSize: 100 })).AccessKeys;

/** The access keys of the account: make, replace, turn off and delete them. */
export function Keys({ onOut }: { onOut: () => void }) {
	const words = useWords(adminWords);
	const [keys, again] = useFresh(read, EVERY_MS, onOut);
	const [name, setName] = useState("");
	const [made, setMade] = useState<Made | null>(null);
	const { busy, refused, run } = useAdminAct(onOut);
	useBody("console", "keys", false, words.keys);
	const make = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			setMade(await act("CreateAccessKey", { Name: name }));
			setName("");
			again();
		});
	};
	return (
		<>
			<div className={css.head}>
				<h1>{words.keys}</h1>
			</div>
			<p>{words.keysText}</p>
			<form className={css.form} onSubmit={make}>
				<Field label={words.keyName} id="key-name" required value={name} onChange={(event) => setName(event.target.value)} />
				<Refusal reason={refused} />
				<div className={css.buttons}>
					<Button kind="primary" type="submit" id="make-key" busy={busy}>
						{words.newKey}
					</Button>
				</div>
			</form>
			{made && (
				<Once
					title={words.onlyNow}
					texts={[
						{ id: "new-key", label: words.keyId, text: made.AccessKeyId, copy: words.copyId },
						{ id: "new-secret", label: words.secret, text: made.SecretAccessKey, copy: words.copySecret },
					]}
					onDone={() => setMade(null)}
				/>
			)}
			<ul className={pages.rows}>
				{keys?.map((key) => (
					<Row key={key.AccessKeyId} accessKey={key} onMade={setMade} onDone={again} onOut={onOut} />
				))}
			</ul>
		</>
	);
}

interface RowProps {
	accessKey: Key;
	onMade: (made: Made) => void;
	onDone: () => void;
	onOut: () => void;
}

function Row({ accessKey: key, onMade, onDone, onOut }: RowProps) {
	const words = useWords(adminWords);
	const language = useLanguage();
	const name = key.Name || words.noName;
	const when = (seconds: number) => moment(seconds * 1000, language);
	const about = { AccessKeyId: key.AccessKeyId };
	const turn = (on: number) => () => act("UpdateAccessKey", { ...about, Enable: on });
	const anew = async () => {
		const scope = { Actions: key.Actions, ActivityIds: key.ActivityIds, ExpireTime: key.ExpireTime };
		onMade(await act("CreateAccessKey", { Name: key.Name, SubAccountName: key.SubAccountName, ...scope }));
	};
	const ask = { keep: words.keep, onDone, onOut };
	return (
		<li className={pages.row} data-key={key.AccessKeyId}>
			<div className={pages.about}>
				<b>{name}</b>
				<span className={pages.faint}>
					<code>{key.AccessKeyId}</code> {[key.SubAccountName && words.subAccount(key.SubAccountName)]}
				</span>
				<span className={pages.faint}>
					{[
						words.made(when(key.CreateTime)),
						key.LastUsedTime ? words.used(when(key.LastUsedTime)) : words.neverUsed,
						key.ExpireTime > 0 && words.expires(when(key.ExpireTime)),
					]
						.filter(Boolean)
						.join(" · ")}
				</span>
			</div>
			{key.Actions.length + key.ActivityIds.length > 0 && <Chip>{words.limited}</Chip>}
			{!key.Enable && <Chip tone="care">{words.off}</Chip>}
			<div className={pages.acts}>
				<Ask
					{...ask}
					words={words.anew}
					name={`${words.anew}: ${name}`}
					question={words.anewQuestion(name)}
					choices={[{ words: words.anew, act: anew }]}
				/>
				{key.Enable ? (
					<Ask
						{...ask}
						words={words.turnOff}
						name={`${words.turnOff}: ${name}`}
						question={words.turnOffQuestion(name)}
						choices={[{ words: words.turnOff, act: turn(0) }]}
					/>
				) : (
					<>
						<TurnOn name={`${words.turnOn}: ${name}`} act={turn(1)} onDone={onDone} onOut={onOut} />
						<Ask
							{...ask}
							words={words.remove}
							name={`${words.remove}: ${name}`}
							question={words.removeKeyQuestion(name)}
							choices={[{ words: words.remove, act: () => act("DeleteAccessKey", about) }]}
						/>
					</>
				)}
			</div>
		</li>
	);
}

interface TurnOnProps {
	name: string;
	act: () => Promise<unknown>;
	onDone: () => void;
	onOut: () => void;
}

function TurnOn({ name, act, onDone, onOut }: TurnOnProps) {
	const words = useWords(adminWords);
	const { busy, refused, run } = useAdminAct(onOut);
	const turnOn = () =>
		run(async () => {
			await act();
			onDone();
		});
	return (
		<>
			<Refusal reason={refused} />
			<Button small busy={busy} aria-label={name} onClick={turnOn}>
				{words.turnOn}
			</Button>
		</>
	);
}
