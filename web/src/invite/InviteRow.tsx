import { QrCode as QrIcon, Unlink } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { QrCode } from "../ui/QrCode";
import css from "./Invite.module.css";
import type { Invite, InvitedRole, InvitesState, Mode } from "./useInvites";
import { inviteWords } from "./words";

interface LinkProps {
	/** The link as text has this id. */
	id: string;
	kind: InvitedRole | "viewers";
	url: string;
	qr: readonly string[];
	children?: ReactNode;
}

/** Show a link as text, with its copy and its QR code. */
export function InviteLink({ id, kind, url, qr, children }: LinkProps) {
	const words = useWords(inviteWords);
	const [drawn, setDrawn] = useState(false);
	const code = useId();
	return (
		<>
			<code id={id}>{url}</code>
			<div className={css.buttons}>
				<CopyButton small id={`copy-${id}`} text={url} label={words.copy} aria-label={words.copyOf[kind]} />
				<Button
					small
					kind="quiet"
					icon
					id={`qr-${id}`}
					aria-label={words.qr[kind]}
					title={words.qr[kind]}
					aria-expanded={drawn}
					aria-controls={code}
					onClick={() => setDrawn(!drawn)}
				>
					<QrIcon size={16} />
				</Button>
				{children}
			</div>
			<div id={code} hidden={!drawn}>
				{drawn && <QrCode rows={qr} label={words.scan} />}
			</div>
		</>
	);
}

interface RowProps {
	id: string;
	invite: Invite;
	state: InvitesState;
}

/** Show the link of a role, or how to get one. */
export function InviteRow({ id, invite, state }: RowProps) {
	const words = useWords(inviteWords);
	const [asking, setAsking] = useState(false);
	const { Role, State } = invite;
	const busy = state.busy === Role;
	if (State !== "open") {
		return (
			<>
				{State === "off" && <p role="status">{words.isOff}</p>}
				{State === "blocked" && <p role="status">{words.blocked}</p>}
				<div className={css.buttons}>
					<Button small id={`make-${id}`} aria-label={words.makeOf[Role]} busy={busy} onClick={() => state.make(Role)}>
						{busy ? words.making : words.make}
					</Button>
				</div>
			</>
		);
	}
	if (asking || busy) {
		const answer = (mode: Mode) => {
			setAsking(false);
			state.turnOff(invite, mode);
		};
		return <Question id={id} people={invite.People} busy={busy} onKeep={() => setAsking(false)} onOff={answer} />;
	}
	return (
		<InviteLink id={id} kind={Role} url={invite.Url} qr={invite.Qr}>
			<Button
				small
				kind="quiet"
				icon
				id={`turn-off-${id}`}
				aria-label={words.turnOffOf[Role]}
				title={words.turnOff}
				onClick={() => setAsking(true)}
			>
				<Unlink size={16} />
			</Button>
		</InviteLink>
	);
}

interface QuestionProps {
	id: string;
	people: number;
	busy: boolean;
	onKeep: () => void;
	onOff: (mode: Mode) => void;
}

function Question({ id, people, busy, onKeep, onOff }: QuestionProps) {
	const words = useWords(inviteWords);
	const title = useId();
	const harmless = useRef<HTMLButtonElement>(null);
	useEffect(() => harmless.current?.focus(), []);
	return (
		<fieldset className={css.question} aria-labelledby={title}>
			<p id={title}>
				<b>{words.question}</b>
				<br />
				{words.stay(people)}
			</p>
			<div className={css.buttons}>
				<Button small id={`keep-${id}`} ref={harmless} onClick={onKeep}>
					{words.keep}
				</Button>
				<Button small kind="quiet" id={`off-${id}`} busy={busy} onClick={() => onOff("new-joins-only")}>
					{words.off}
				</Button>
				{people > 0 && (
					<Button small kind="quiet" id={`off-all-${id}`} busy={busy} onClick={() => onOff("everyone")}>
						{words.offAll}
					</Button>
				)}
			</div>
		</fieldset>
	);
}
