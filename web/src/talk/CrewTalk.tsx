import { Settings } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { Chat } from "../chat/Chat";
import { crewDoor } from "../chat/door";
import { useTalk } from "../chat/useTalk";
import { useWords } from "../i18n/useWords";
import type { ChatRules, Message } from "../net/talk";
import type { Session } from "../net/useSession";
import { openCount } from "../question/order";
import { Questions } from "../question/Questions";
import { Reactions } from "../reaction/Reactions";
import { Button } from "../ui/Button";
import { telling } from "./act";
import { ChatSettings } from "./ChatSettings";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";
import { MessageTools } from "./MessageTools";
import { QuestionTools } from "./QuestionTools";
import type { Screen } from "./screen";
import talkCss from "./Talk.module.css";
import { TalkTabs } from "./TalkTabs";
import { talkWords } from "./words";

interface Props {
	session: Pick<Session, "call" | "talk">;
	rules: ChatRules;
	/** Null where nothing is drawn. */
	screen: Screen | null;
}

/** The conversation as the host and the assistants have it, with all that they may do. */
export default function CrewTalk({ session, rules, screen }: Props) {
	const words = useWords(crewTalkWords);
	const { talk } = useWords(talkWords);
	const { call } = session;
	const door = useMemo(() => crewDoor({ call }), [call]);
	const state = useTalk(session.talk);
	const [settings, setSettings] = useState(false);
	const [review, setReview] = useState(false);
	const [failed, setFailed] = useState(false);
	const act = useMemo(() => telling(door.ask, setFailed), [door]);
	const held = state.messages.filter((message) => message.State === "held").length;
	const only = review && held > 0;
	const pinned = rules.Pinned?.Id;
	const tools = useCallback(
		(message: Message) => <MessageTools message={message} pinned={pinned === message.Id} act={act} screen={screen} />,
		[pinned, act, screen],
	);
	return (
		<section id="talk" className={`${talkCss.talk} ${css.crew}`} aria-label={talk}>
			<TalkTabs
				tabs={["chat", "questions"]}
				open={openCount(state.questions)}
				beside={
					<Button
						small
						kind="quiet"
						icon
						id="chat-settings"
						aria-haspopup="dialog"
						aria-label={words.settings}
						title={words.settings}
						onClick={() => setSettings(true)}
					>
						<Settings size={16} />
					</Button>
				}
				panel={(tab) =>
					tab === "chat" ? (
						<Chat
							talk={session.talk}
							rules={rules}
							door={door}
							name={null}
							only={only ? (message) => message.State === "held" : undefined}
							tools={tools}
						>
							{held > 0 && (
								<Button small id="chat-held" className={css.held} aria-pressed={only} onClick={() => setReview(!review)}>
									{words.held(held)}
								</Button>
							)}
						</Chat>
					) : (
						<Questions
							talk={session.talk}
							rules={rules}
							door={door}
							name={null}
							tools={(question) => <QuestionTools question={question} act={act} />}
						/>
					)
				}
			/>
			<p role="status" className={css.failed}>
				{failed && words.failed}
			</p>
			<Reactions talk={session.talk} door={door} />
			{settings && <ChatSettings rules={rules} ask={door.ask} onClose={() => setSettings(false)} />}
		</section>
	);
}
