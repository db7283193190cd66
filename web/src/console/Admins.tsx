import { type FormEvent, useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { moment } from "../ui/moment";
import { SelectField } from "../ui/SelectField";
import { useBody } from "../ui/useBody";
import { Ask } from "./Ask";
import { adminWords } from "./adminWords";
import css from "./Console.module.css";
import { act, type Me, type Result } from "./calls";
import { Once } from "./Once";
import pages from "./Pages.module.css";
import { Refusal } from "./Refusal";
import { useAdminAct } from "./useAdminAct";
import { useFresh } from "./useFresh";

type Admin = Result<"ListAdmins">["Admins"][number];

const EVERY_MS = 10_000;
const read = async () => (await act("ListAdmins")).Admins;

/** A sign-in link, and whom it is for. */
interface Link {
	name: string;
	url: string;
}

/** The admins of the account: add one, change the role, sign out, remove. */
export function Admins({ me, onOut }: { me: Me; onOut: () => void }) {
	const words = useWords(adminWords);
	const [admins, again] = useFresh(read, EVERY_MS, onOut);
	const [name, setName] = useState("");
	const [role, setRole] = useState("operator");
	const [link, setLink] = useState<Link | null>(null);
	const { busy, refused, run } = useAdminAct(onOut);
	useBody("console", "admins", false, words.admins);
	const invite = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			setLink({ name, url: (await act("CreateAdminLink", { Name: name, Role: role })).Url });
			setName("");
		});
	};
	return (
		<>
			<div className={css.head}>
				<h1>{words.admins}</h1>
			</div>
			<p>{words.adminsText}</p>
			<form className={css.form} onSubmit={invite}>
				<Field label={words.adminName} id="admin-name" required value={name} onChange={(event) => setName(event.target.value)} />
				<SelectField label={words.role} id="admin-role" value={role} choices={Object.entries(words.roles)} onChoose={setRole} />
				<Refusal reason={refused} />
				<div className={css.buttons}>
					<Button kind="primary" type="submit" id="add-admin" busy={busy}>
						{words.invite}
					</Button>
				</div>
			</form>
			{link && (
				<Once
					title={words.linkFor(link.name)}
					texts={[{ id: "admin-link", label: words.linkText, text: link.url, copy: words.copyLink }]}
					onDone={() => setLink(null)}
				/>
			)}
			<ul className={pages.rows}>
				{admins?.map((admin) => (
					<Row
						key={admin.AdminId}
						admin={admin}
						mine={admin.AdminId === me.AdminId}
						onLink={setLink}
						onDone={again}
						onOut={onOut}
					/>
				))}
			</ul>
		</>
	);
}

interface RowProps {
	admin: Admin;
	mine: boolean;
	onLink: (link: Link) => void;
	onDone: () => void;
	onOut: () => void;
}

function Row({ admin, mine, onLink, onDone, onOut }: RowProps) {
	const words = useWords(adminWords);
	const language = useLanguage();
	const { refused, run } = useAdminAct(onOut);
	const name = admin.Name;
	const about = { AdminId: admin.AdminId };
	const changeRole = (role: string) =>
		run(async () => {
			await act("UpdateAdmin", { ...about, Role: role });
			onDone();
		});
	const newLink = async () => onLink({ name, url: (await act("CreateAdminLink", about)).Url });
	const signedIn = admin.SignInTime ? words.signedIn(moment(admin.SignInTime * 1000, language)) : words.neverIn;
	const facts = [signedIn, words.browsers(admin.Browsers), words.ways(admin.HasPassword, admin.Passkeys)];
	const ask = { keep: words.keep, onDone, onOut };
	return (
		<li className={pages.row} data-admin={admin.AdminId}>
			<div className={pages.about}>
				<span>
					<b>{name}</b> {mine && words.you}
				</span>
				<span className={pages.faint}>{facts.join(" · ")}</span>
				<Refusal reason={refused} />
			</div>
			<div className={pages.acts}>
				<SelectField
					label={words.role}
					aria-label={`${words.role}: ${name}`}
					value={admin.Role}
					choices={Object.entries(words.roles)}
					onChoose={changeRole}
				/>
				<Ask
					{...ask}
					words={words.newLink}
					name={`${words.newLink}: ${name}`}
					question={words.newLinkQuestion(name)}
					choices={[{ words: words.newLink, act: newLink }]}
				/>
				<Ask
					{...ask}
					words={words.signOut}
					name={`${words.signOut}: ${name}`}
					question={words.signOutQuestion(name)}
					choices={[{ words: words.signOut, act: () => act("EndAdminSessions", about) }]}
				/>
				<Ask
					{...ask}
					words={words.removeAdmin}
					name={`${words.removeAdmin}: ${name}`}
					question={words.removeQuestion(name)}
					choices={[{ words: words.removeAdmin, act: () => act("DeleteAdmin", about) }]}
				/>
			</div>
		</li>
	);
}
