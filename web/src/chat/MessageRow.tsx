import { memo, type ReactNode } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import type { Message } from "../net/talk";
import { oneLine } from "../ui/oneLine";
import css from "./Chat.module.css";
import { MessageText } from "./MessageText";
import { chatWords } from "./words";

interface Props {
	message: Message;
	own: boolean;
	links: boolean;
	/** Gives the buttons of the crew. */
	tools?: ((message: Message) => ReactNode) | undefined;
}

/** Show one message: its author with the server's mark, the text, the time. It is drawn again only when it changes. */
export const MessageRow = memo(function MessageRow({ message, own, links, tools }: Props) {
	const words = useWords(chatWords);
	const { Id, State, Text, Time } = message;
	return (
		<li className={css.row} data-message={Id} data-state={State} data-own={own || undefined}>
			<p>
				<Author message={message} own={own} /> <MessageText text={Text} links={links} /> <At time={Time} />
				{State !== "shown" && (
					<span className={css.only}>{State === "hidden" ? words.hidden : own ? words.held : words.heldByCrew}</span>
				)}
			</p>
			{tools?.(message)}
		</li>
	);
});

/** Name the author. The server alone marks a host or an assistant. */
export function Author({
	message: { UserName, Mark },
	own = false,
}: {
	message: Pick<Message, "UserName" | "Mark">;
	own?: boolean;
}) {
	const words = useWords(chatWords);
	const mark = Mark && words[Mark];
	const name = oneLine(UserName) || mark;
	return (
		<b className={css.author} data-mark={Mark || undefined}>
			<bdi>{name}</bdi>
			{mark && name !== mark && <span className={css.mark}>{mark}</span>}
			{own && <span className={css.own}>{words.you}</span>}
		</b>
	);
}

/** Show the time of day, in the reader's time zone. `time`: unix seconds. */
export function At({ time }: { time: number }) {
	const language = useLanguage();
	const moment = new Date(time * 1000);
	return (
		<time className={css.time} dateTime={moment.toISOString()}>
			{moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}
		</time>
	);
}
