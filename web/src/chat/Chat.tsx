import { Megaphone, Pin } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n/useWords";
import { type ChatRules, isOwn, type Message, type Talk, type TalkState } from "../net/talk";
import css from "./Chat.module.css";
import type { Door } from "./door";
import { MessageList } from "./MessageList";
import { Author, MessageRow } from "./MessageRow";
import { MessageText } from "./MessageText";
import type { Pending } from "./outbox";
import type { ChatName } from "./useChatName";
import { useReading } from "./useReading";
import { useTalk } from "./useTalk";
import { Write } from "./Write";
import { chatWords } from "./words";

interface Props {
	talk: Talk;
	rules: ChatRules;
	door: Door;
	/** Null for the crew, whose name the session has. */
	name: ChatName | null;
	/** Give the buttons of the crew for a message. The same function draws no row again. */
	tools?: ((message: Message) => ReactNode) | undefined;
	/** Show these messages alone. */
	only?: ((message: Message) => boolean) | undefined;
	/** The words of a chat that takes no messages. */
	off?: ReactNode;
	/** Shown above the messages. */
	children?: ReactNode;
}

/** The chat: the pinned lines, the messages, the field. */
export function Chat({ talk, rules, door, name, tools, only, off, children }: Props) {
	const words = useWords(chatWords);
	const state = useTalk(talk);
	const reading = useReading(door, talk, only ? state.messages.filter(only) : state.messages);
	const [pending, setPending] = useState<readonly Pending[]>([]);
	const waiting = unheard(pending, state);
	return (
		<div className={css.chat}>
			<Lines rules={rules} />
			{children}
			<MessageList
				reading={reading}
				empty={rules.On ? words.empty : ""}
				row={(message) => (
					<MessageRow key={message.Id} message={message} own={isOwn(state, message)} links={rules.Links} tools={tools} />
				)}
				below={
					waiting.length > 0 &&
					waiting.map(({ nonce, text }) => (
						<li key={nonce} className={css.row} data-pending="">
							<p className={css.sending}>
								<bdi>{text}</bdi> <span className={css.time}>{words.sending}</span>
							</p>
						</li>
					))
				}
			/>
			{rules.On || door.crew ? (
				<Write talk={talk} rules={rules} door={door} name={name} onPending={setPending} onSent={reading.toNewest} />
			) : (
				<div role="status" className={css.off}>
					{off ?? words.off}
				</div>
			)}
		</div>
	);
}

/** The events may bring an own message before the answer does. */
const LATEST = 20;

/** List the texts on their way that the events have not brought yet. */
function unheard(pending: readonly Pending[], state: TalkState): readonly Pending[] {
	const heard = state.messages.slice(-LATEST).filter((one) => isOwn(state, one) || one.UserName === state.name);
	return pending.filter(({ text }) => heard.every(({ Text }) => Text !== text));
}

/** The announcement and the pinned message. */
function Lines({ rules: { Announcement, Pinned, Links } }: { rules: ChatRules }) {
	const words = useWords(chatWords);
	return (
		<>
			{Announcement && (
				<div className={css.line} id="announcement">
					<Megaphone size={16} />
					<p>
						<MessageText text={Announcement} links={Links} />
					</p>
				</div>
			)}
			{Pinned && (
				<div className={css.line} id="pinned">
					<Pin size={16} aria-label={words.pinned} />
					<p>
						<Author message={Pinned} /> <MessageText text={Pinned.Text} links={Links} />
					</p>
				</div>
			)}
		</>
	);
}
