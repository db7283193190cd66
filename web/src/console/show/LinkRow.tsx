import { Radio, Unlink, User, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "../../browser/clipboard";
import { useLanguage, useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { moment } from "../../ui/moment";
import base from "../Console.module.css";
import { act } from "../calls";
import { Refusal } from "../Refusal";
import { useAdminAct } from "../useAdminAct";
import { consoleWords } from "../words";
import { Ask } from "./Ask";
import css from "./Show.module.css";
import type { Link } from "./useLinks";
import { showWords } from "./words";

interface Props {
	link: Link;
	onChanged: () => void;
	onOut: () => void;
}

/** The states in which a link lets people in, now or later. */
const ON = new Set(["open", "early"]);
/** The states that a link leaves when it is turned on. */
const OFF = new Set(["revoked", "blocked"]);

/** One link of a show: its person, its terms, its uses. Buttons turn it off and on. */
export function LinkRow({ link, onChanged, onOut }: Props) {
	const roles = useWords(consoleWords).roles;
	const { links: words, keep } = useWords(showWords);
	const { busy, refused, run } = useAdminAct(onOut);
	const on = ON.has(link.State);
	const language = useLanguage();
	const role = roles[link.Role] ?? link.Role;
	const name = link.UserName || words.anybody;
	const whose = link.CreateTime ? words.whose(role, name, moment(link.CreateTime * 1000, language, true)) : `${role} · ${name}`;
	const about = { LinkId: link.LinkId, ActivityId: link.ActivityId };
	const off = async (mode: "new-joins-only" | "everyone") => {
		await act("RevokeLaunchLink", { ...about, Mode: mode });
		onChanged();
	};
	const restore = () => run(() => act("RestoreLaunchLink", about).then(onChanged));
	return (
		<li data-link={link.LinkId} data-state={link.State} className={on ? undefined : css.faint}>
			<Icon link={link} on={on} />
			<p className={css.grow}>
				<b>{`${role} · ${name}`}</b>
				<span className={base.hint}>{link.Note}</span>
			</p>
			<Terms link={link} />
			<span className={on ? css.good : base.hint}>{words.states[link.State] ?? link.State}</span>
			<span className={css.acts}>
				{on && <CopyLink about={about} name={words.copyOf(whose)} onOut={onOut} />}
				{on && (
					<Ask
						id={`off-${link.LinkId}`}
						small
						label={words.off}
						name={words.offOf(whose)}
						question={words.offQuestion}
						yes={words.off}
						no={keep}
						onYes={() => off("new-joins-only")}
						onOut={onOut}
					>
						<OffEveryone id={link.LinkId} onOff={() => off("everyone")} onOut={onOut} />
					</Ask>
				)}
				{OFF.has(link.State) && (
					<Button small kind="quiet" id={`on-${link.LinkId}`} busy={busy} aria-label={words.onOf(whose)} onClick={restore}>
						{words.on}
					</Button>
				)}
			</span>
			<Refusal reason={refused} />
		</li>
	);
}

function Icon({ link, on }: { link: Link; on: boolean }) {
	if (!on) return <Unlink size={16} aria-hidden />;
	if (link.Role === "host") return <Radio size={16} aria-hidden />;
	return link.UserName ? <User size={16} aria-hidden /> : <Users size={16} aria-hidden />;
}

function Terms({ link }: { link: Link }) {
	const { links: words } = useWords(showWords);
	const language = useLanguage();
	const when = (seconds: number) => moment(seconds * 1000, language);
	const terms = [
		link.CreateTime > 0 && words.madeAt(moment(link.CreateTime * 1000, language, true)),
		link.NotBefore > 0 && link.State === "early" && words.from(when(link.NotBefore)),
		link.ExpireTime ? words.to(when(link.ExpireTime)) : words.forever,
		link.UsedCount || link.MaxUses ? words.used(link.UsedCount, link.MaxUses) : words.never,
		link.LastUseTime > 0 && words.lastUse(when(link.LastUseTime)),
	];
	return <span className={css.terms}>{terms.filter(Boolean).join(" · ")}</span>;
}

/** Turn a link off, and remove the people who used it. */
function OffEveryone({ id, onOff, onOut }: { id: string; onOff: () => Promise<void>; onOut: () => void }) {
	const { links: words } = useWords(showWords);
	const { busy, refused, run } = useAdminAct(onOut);
	return (
		<>
			<Refusal reason={refused} />
			<Button small kind="quiet" id={`everyone-${id}`} busy={busy} onClick={() => run(onOff)}>
				{words.everyone}
			</Button>
		</>
	);
}

/** How long the button says that the address was copied. */
const SAID_MS = 2000;

/** Copy the address of a link. The list has none, so a click reads it. */
function CopyLink({ about, name, onOut }: { about: { LinkId: string; ActivityId: number }; name: string; onOut: () => void }) {
	const { links: words } = useWords(showWords);
	const [copied, setCopied] = useState(false);
	/** The address that the browser did not copy. */
	const [left, setLeft] = useState("");
	const { busy, refused, run } = useAdminAct(onOut);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), SAID_MS);
		return () => clearTimeout(timer);
	}, [copied]);
	const read = () =>
		run(async () => {
			const { Url } = await act("GetLaunchLink", about);
			if (await copyText(Url)) setCopied(true);
			else setLeft(Url);
		});
	if (left) return <CopyButton small text={left} label={words.copy} aria-label={name} />;
	return (
		<>
			<Button small id={`copy-${about.LinkId}`} busy={busy} aria-label={copied ? words.copied : name} onClick={read}>
				{copied ? words.copied : words.copy}
			</Button>
			<Refusal reason={refused} />
		</>
	);
}
