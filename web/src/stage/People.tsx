import { Hand, Mic, MicOff, UserX } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Button } from "../ui/Button";
import { Picture } from "../ui/Picture";
import { useLoaded } from "../ui/useLoaded";
import { useScrollable } from "../ui/useScrollable";
import { Asks } from "./Asks";
import type { TalkToOne, Tell } from "./crew";
import type { SeenGuest } from "./guests";
import { Initial } from "./Initial";
import { Newcomers } from "./Newcomers";
import css from "./People.module.css";
import { Removed } from "./Removed";
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
	/** The identities whose picture is in the present scene. Null: this page does not know the scene. */
	shown: Set<string> | null;
	tell: Tell;
	onRemove: (sessionId: string) => void;
	/** The host's talk off air. An assistant has none. */
	talk?: TalkToOne | undefined;
	/** Shown in place of the words for an empty stage. */
	nobody?: ReactNode;
}

/** An empty stage needs none of these. */
const more = () => import("./GuestMore");
const stageLine = () => import("./StageLine");
const dragOrder = () => import("./DragOrder");
const waitingGuests = () => import("./Waiting");
const guestScreens = () => import("./GuestScreens");

/** Show the crew the people on the stage, with the buttons for each. */
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
	tell,
	onRemove,
	onLetWait,
	talk,
	nobody,
}: Props) {
	const words = useWords(stageWords);
	const some = active && guests.length > 0;
	const waits = active && view.Waiting.length > 0;
	const More = useLoaded(some ? more : null);
	const StageLine = useLoaded(some ? stageLine : null);
	const Screens = useLoaded(active && guests.some(({ person }) => person?.screen) ? guestScreens : null);
	const Waiting = useLoaded(waits ? waitingGuests : null);
	const order = guests.map(({ SessionId }) => SessionId);
	const onAir = (SessionId: string, OnAir: boolean) => void tell("SetGuestOnAir", { SessionId, OnAir });
	const drags = some && guests.length > 1;
	const Drag = useLoaded(drags ? dragOrder : null);
	const rows = useRef<HTMLUListElement>(null);
	const list = useRef<HTMLElement>(null);
	const scrolls = useScrollable(list);
	return (
		<section ref={list} className={css.people} aria-label={words.people} tabIndex={scrolls ? 0 : undefined}>
			<div className={css.asks} aria-live="polite">
				{waits && Waiting && <Waiting waiting={view.Waiting} full={guests.length - missing.size >= view.StageCap} tell={tell} />}
			</div>
			<Newcomers newcomers={newcomers} onBring={(id) => onAir(id, true)} onLetWait={onLetWait} />
			<div className={css.asks} aria-live="polite">
				{active && Screens && <Screens guests={guests} shown={shown} tell={tell} />}
			</div>
			<Asks
				asks={asks}
				onGrant={(AskId) => void tell("GrantLink", { AskId })}
				onDecline={(AskId) => void tell("DeclineLink", { AskId })}
			/>
			<h2>
				<span>{words.people}</span>
				{(active || guests.length > 0) && (
					<span className="digits">
						{guests.length - missing.size} / {view.StageCap}
					</span>
				)}
				{some && guests.length > 1 && (
					<Button
						kind="quiet"
						small
						id="mute-all"
						data-do="mute-all"
						disabled={guests.every(({ Muted }) => Muted)}
						onClick={() => void tell("MuteAllGuests")}
					>
						{words.muteAll}
					</Button>
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
			<ul ref={rows}>
				{guests.map((guest) => (
					<GuestRow
						key={guest.SessionId}
						guest={guest}
						missing={missing.has(guest.SessionId)}
						active={active}
						drags={drags}
						shown={shown}
						onAir={onAir}
						tell={tell}
						onRemove={onRemove}
						more={
							More && (
								<More
									guest={guest}
									line={view.Lines.ToGuests.find(({ SessionId }) => SessionId === guest.SessionId)?.Text ?? ""}
									micOpen={guest.person?.micOpen ?? false}
									order={order}
									tell={tell}
									talk={guest.person ? talk : undefined}
								/>
							)
						}
					/>
				))}
			</ul>
			{drags && Drag && <Drag list={rows} order={order} tell={tell} />}
			{guests.length === 0 && (nobody || <p className={css.empty}>{words.noGuests}</p>)}
			{some && StageLine && <StageLine line={view.Lines.ToAll} tell={tell} />}
			<Removed
				removed={active ? view.Removed : []}
				onRestore={(SessionId) => void tell("RestoreGuest", { SessionId })}
				onRemoveAll={(SessionId) => void tell("RemoveGuest", { SessionId, AllOfLink: true })}
			/>
		</section>
	);
}

interface RowProps extends Pick<Props, "active" | "shown" | "tell" | "onRemove"> {
	guest: SeenGuest;
	missing: boolean;
	/** The row can be dragged to another place. */
	drags: boolean;
	onAir: (sessionId: string, onAir: boolean) => void;
	/** The menu with what is needed less often. */
	more: ReactNode;
}

function GuestRow({ guest, missing, active, drags, shown, onAir, tell, onRemove, more }: RowProps) {
	const words = useWords(stageWords);
	const { SessionId, UserName, OnAir, AvatarUrl, Muted, person } = guest;
	const mute = Muted ? words.letSpeak(UserName) : words.muteName(UserName);
	return (
		<li
			className={css.person}
			draggable={drags}
			data-session={SessionId}
			data-person={SessionId}
			data-place={guest.Place}
			data-on-air={OnAir}
		>
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
					{guest.HandTime > 0 && <Hand size={14} aria-label={words.hand} />}
					{person && !person.micOpen && <MicOff size={14} aria-label={words.muted} />}
					{active ? (missing ? words.nothingArrives : stateOf(guest, shown, words)) : words.onStage}
				</span>
			</p>
			{active && (
				<div className={css.acts}>
					{!missing && (
						<Button
							small
							data-action="air"
							data-do={OnAir ? "take-off" : "bring-on"}
							aria-label={OnAir ? words.takeOffName(UserName) : words.bringName(UserName)}
							onClick={() => onAir(SessionId, !OnAir)}
						>
							{OnAir ? words.takeOff : words.bring}
						</Button>
					)}
					<Button
						kind="quiet"
						small
						icon
						data-do="mute"
						aria-pressed={Muted}
						aria-label={mute}
						title={mute}
						onClick={() => void tell("SetGuestMicrophone", { SessionId, Allowed: Muted })}
					>
						{Muted ? <MicOff size={18} /> : <Mic size={18} />}
					</Button>
					{more}
					<Button
						kind="quiet"
						small
						icon
						data-action="remove"
						data-do="remove"
						aria-label={words.removeName(UserName)}
						title={words.removeName(UserName)}
						onClick={() => onRemove(SessionId)}
					>
						<UserX size={18} />
					</Button>
				</div>
			)}
		</li>
	);
}

function stateOf({ OnAir, Identity, Muted, Sharing, person }: SeenGuest, shown: Set<string> | null, words: StageWords): string {
	if (!person) return words.connecting;
	if (Muted) return words.mutedByYou;
	if (Sharing && !OnAir) return words.sharing;
	if (!OnAir) return words.offAir;
	if (!shown) return words.seen;
	return shown.has(Identity) ? words.inPicture : words.heardOnly;
}
