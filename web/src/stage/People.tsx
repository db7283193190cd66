import { Mic, MicOff, UserX } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { Picture } from "../ui/Picture";
import { useScrollable } from "../ui/useScrollable";
import { Asks } from "./Asks";
import { initialOf, type SeenGuest } from "./guests";
import { Newcomers } from "./Newcomers";
import css from "./People.module.css";
import { type StageWords, stageWords } from "./words";

interface Props {
	view: View;
	asks: View["Asks"];
	guests: SeenGuest[];
	/** The guests who are ready backstage, and new. */
	newcomers: SeenGuest[];
	/** Takes a newcomer's card away. They stay backstage. */
	onLetWait: (sessionId: string) => void;
	/** The sessions of the guests whose picture and sound do not come. */
	missing: ReadonlySet<string>;
	/** This page may act. A page that was taken over only shows. */
	active: boolean;
	/** The guests see and hear the host. */
	met: boolean;
	onMeet: () => void;
	/** The identities whose picture is in the present scene. */
	shown: Set<string>;
	onAir: (sessionId: string, onAir: boolean) => void;
	onRemove: (sessionId: string) => void;
	/** Removes everyone who used the same link as a removed guest. */
	onRemoveAll: (sessionId: string) => void;
	onRestore: (sessionId: string) => void;
	onGrant: (askId: string) => void;
	onDecline: (askId: string) => void;
	/** Shown in place of the words for an empty stage. */
	nobody?: ReactNode;
}

/** Show the host the people on the stage, with the buttons for each. */
export function People({
	view,
	asks,
	guests,
	newcomers,
	missing,
	active,
	met,
	onMeet,
	shown,
	onAir,
	onRemove,
	onRestore,
	nobody,
	...answers
}: Props) {
	const words = useWords(stageWords);
	const list = useRef<HTMLElement>(null);
	const scrolls = useScrollable(list);
	return (
		<section ref={list} className={css.people} aria-label={words.people} tabIndex={scrolls ? 0 : undefined}>
			<Newcomers newcomers={newcomers} onBring={(id) => onAir(id, true)} onLetWait={answers.onLetWait} />
			<Asks asks={asks} onGrant={answers.onGrant} onDecline={answers.onDecline} />
			<h2>
				<span>{words.people}</span>
				{(active || guests.length > 0) && (
					<span className="digits">
						{guests.length - missing.size} / {view.StageCap}
					</span>
				)}
			</h2>
			{active && !met && guests.length > 0 && (
				<div className={css.meet}>
					<p>{words.notMet}</p>
					<Button small id="meet-guests" onClick={onMeet}>
						<Mic size={16} />
						<span>{words.meet}</span>
					</Button>
				</div>
			)}
			<ul>
				{guests.map((guest) => (
					<GuestRow
						key={guest.SessionId}
						guest={guest}
						missing={missing.has(guest.SessionId)}
						active={active}
						shown={shown}
						onAir={onAir}
						onRemove={onRemove}
					/>
				))}
			</ul>
			{guests.length === 0 && (nobody || <p className={css.empty}>{words.noGuests}</p>)}
			<Removed removed={active ? view.Removed : []} onRestore={onRestore} onRemoveAll={answers.onRemoveAll} />
		</section>
	);
}

type RowProps = Pick<Props, "active" | "shown" | "onAir" | "onRemove"> & { guest: SeenGuest; missing: boolean };

function GuestRow({ guest, missing, active, shown, onAir, onRemove }: RowProps) {
	const words = useWords(stageWords);
	const { SessionId, UserName, OnAir, AvatarUrl, person } = guest;
	return (
		<li className={css.person} data-session={SessionId} data-on-air={OnAir}>
			<div className={css.face} data-speaking={person?.speaking}>
				{person?.camera ? (
					<Picture track={person.camera} aria-label={UserName} />
				) : (
					<Initial name={UserName} avatar={AvatarUrl} />
				)}
			</div>
			<p>
				<b>{UserName}</b>
				<span>
					{person && !person.micOpen && <MicOff size={14} aria-label={words.muted} />}
					{active ? (missing ? words.nothingArrives : stateOf(guest, shown, words)) : words.onStage}
				</span>
			</p>
			{active && (
				<>
					{!missing && (
						<Button
							small
							data-action="air"
							aria-label={OnAir ? words.hideName(UserName) : words.showName(UserName)}
							onClick={() => onAir(SessionId, !OnAir)}
						>
							{OnAir ? words.hide : words.show}
						</Button>
					)}
					<Button
						kind="quiet"
						small
						icon
						data-action="remove"
						aria-label={words.removeName(UserName)}
						title={words.removeName(UserName)}
						onClick={() => onRemove(SessionId)}
					>
						<UserX size={18} />
					</Button>
				</>
			)}
		</li>
	);
}

function stateOf({ OnAir, Identity, person }: SeenGuest, shown: Set<string>, words: StageWords): string {
	if (!person) return words.connecting;
	if (!OnAir) return words.offAir;
	return shown.has(Identity) ? words.inPicture : words.heardOnly;
}

type RemovedProps = Pick<Props, "onRestore" | "onRemoveAll"> & { removed: View["Removed"] };

function Removed({ removed, onRestore, onRemoveAll }: RemovedProps) {
	const words = useWords(stageWords);
	if (removed.length === 0) return null;
	return (
		<>
			<h2>{words.removed}</h2>
			<ul>
				{removed.map(({ SessionId, UserName, Others }) => (
					<li key={SessionId} data-session={SessionId}>
						<div className={css.person}>
							<Initial name={UserName} />
							<p>
								<b>{UserName}</b>
							</p>
							<Button small data-action="restore" aria-label={words.restoreName(UserName)} onClick={() => onRestore(SessionId)}>
								{words.restore}
							</Button>
						</div>
						{Others > 0 && (
							<div className={css.others}>
								<p role="status">{words.others(Others)}</p>
								<Button
									small
									data-action="remove-all"
									aria-label={words.removeAllOf(UserName)}
									onClick={() => onRemoveAll(SessionId)}
								>
									{words.removeAll}
								</Button>
							</div>
						)}
					</li>
				))}
			</ul>
		</>
	);
}

/** Show a placeholder for a person without live video. */
function Initial({ name, avatar }: { name: string; avatar?: string }) {
	if (avatar) return <img className={css.initial} src={avatar} alt="" referrerPolicy="no-referrer" />;
	return (
		<span className={css.initial} aria-hidden="true">
			{initialOf(name)}
		</span>
	);
}
