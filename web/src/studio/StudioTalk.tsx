import { ChevronDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useTalk } from "../chat/useTalk";
import { useWords } from "../i18n/useWords";
import type { TalkState } from "../net/talk";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { useLoaded } from "../ui/useLoaded";
import css from "./StudioTalk.module.css";
import { studioTalkWords } from "./studioTalkWords";
import type { StudioParts } from "./useStudio";

const panel = () => import("./TalkPanel");

interface Props {
	session: Session;
	view: View;
	studio: Pick<StudioParts, "show" | "open">;
}

/** Offer the conversation. The panel is closed at first and says how much is new. Its code comes when it is needed. */
export function StudioTalk({ session, view, studio: { show, open: acts } }: Props) {
	const words = useWords(studioTalkWords);
	const { talk } = session;
	const state = useTalk(talk);
	const [open, turn] = useState(false);
	const count = useNew(state, open);
	const asked = state.questions.some(({ OnScreen }) => OnScreen);
	const Panel = useLoaded(open || asked ? panel : null);
	const rules = view.Chat;
	if (!rules || !acts) return null;
	return (
		<div className={css.place} data-open={open}>
			<button type="button" id="chat-toggle" className={css.bar} aria-expanded={open} onClick={() => turn(!open)}>
				<span>{words.talk}</span>
				{count > 0 && <span className={css.count}>{words.news(count)}</span>}
				<ChevronDown size={16} />
			</button>
			{Panel && <Panel session={session} rules={rules} show={show} open={open} />}
		</div>
	);
}

/** Count the messages and questions since the panel was last open. Those from before the page count as read. */
function useNew({ ready, messages, questions }: TalkState, open: boolean): number {
	const [seen, setSeen] = useState<readonly [number, number] | null>(null);
	const last = [messages.at(-1)?.Id ?? 0, questions.at(-1)?.Id ?? 0] as const;
	const [message, question] = last;
	const read = ready && (open || !seen);
	useEffect(() => {
		if (read) setSeen([message, question]);
	}, [read, message, question]);
	if (!seen || open) return 0;
	const after = (list: readonly { Id: number }[], id: number) => list.filter(({ Id }) => Id > id).length;
	return after(messages, seen[0]) + after(questions, seen[1]);
}
