import { type ReactNode, useMemo } from "react";
import { Chat } from "../chat/Chat";
import { ChangeName } from "../chat/Compose";
import { viewerDoor } from "../chat/door";
import { useChatName } from "../chat/useChatName";
import { useTalk } from "../chat/useTalk";
import { useWords } from "../i18n/useWords";
import { tryAgain } from "../net/retry";
import type { ChatRules, Talk } from "../net/talk";
import { openCount } from "../question/order";
import { Questions } from "../question/Questions";
import { Reactions } from "../reaction/Reactions";
import { useLoaded } from "../ui/useLoaded";
import { useSeenHeight } from "../ui/useSeenHeight";
import css from "./Talk.module.css";
import { type Tab, TalkTabs } from "./TalkTabs";
import { talkWords } from "./words";

interface Props {
	/** `/w/{path}` */
	base: string;
	/** The browser has a pass now, or the server refuses the one that it has. */
	onPass: () => void;
	talk: Talk;
	rules: ChatRules;
	/** The show is over, and nobody says anything any more. `part`: what its replay shows of the conversation. `words` stand in
	 *  place of the fields. */
	replayed?: { part: Talk; words: ReactNode } | undefined;
}

/** Most viewers say nothing, so the form comes late. */
const loadNameForm = () =>
	tryAgain(
		() => import("../chat/NameForm"),
		4,
		() => true,
	);

/** Nobody says anything after the show. */
const CLOSED = { On: false, Questions: false, Reactions: false };

/** The conversation as a viewer has it. Nothing is there while all of it is off and was never used. */
export default function ViewerTalk({ base, onPass, talk, rules: present, replayed }: Props) {
	const words = useWords(talkWords);
	const part = replayed?.part ?? talk;
	const rules = replayed ? { ...present, ...CLOSED } : present;
	const off = replayed?.words;
	const door = useMemo(() => viewerDoor(base, onPass), [base, onPass]);
	useSeenHeight();
	const name = useChatName(door, talk);
	const NameForm = useLoaded(name.asking ? loadNameForm : null);
	// The show as a whole decides the tabs. A replay may be before its first message.
	const state = useTalk(talk);
	const { questions } = useTalk(part);
	const tabs: Tab[] = [];
	if (rules.On || state.messages.length) tabs.push("chat");
	if (rules.Questions || state.questions.length) tabs.push("questions");
	if (!tabs.length && !rules.Reactions) return null;
	return (
		<section id="talk" className={`${css.talk} ${css.viewer}`} aria-label={words.talk}>
			<TalkTabs
				tabs={tabs}
				open={openCount(questions)}
				beside={state.name && !replayed && !name.asking && <ChangeName name={name} />}
				panel={(tab) =>
					tab === "chat" ? (
						<Chat talk={part} rules={rules} door={door} name={name} off={off} />
					) : (
						<Questions talk={part} rules={rules} door={door} name={name} off={off} />
					)
				}
			/>
			{name.asking && NameForm && <NameForm name={name} />}
			{rules.Reactions && <Reactions talk={talk} door={door} />}
		</section>
	);
}
