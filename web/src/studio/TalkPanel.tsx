import { useMemo } from "react";
import { useTalk } from "../chat/useTalk";
import type { DesignControl } from "../design/useDesign";
import type { ChatRules, Question } from "../net/talk";
import type { Session } from "../net/useSession";
import CrewTalk from "../talk/CrewTalk";
import { screenOf } from "./saidScreen";
import { useAskedOnScreen } from "./useAskedOnScreen";

const NONE: readonly Question[] = [];

interface Props {
	session: Session;
	rules: ChatRules;
	show: DesignControl;
	/** False: the panel is closed, and the picture still follows the questions. */
	open: boolean;
}

/** The conversation in the studio. A question on screen becomes part of the show's picture. */
export default function TalkPanel({ session, rules, show, open }: Props) {
	const screen = useMemo(() => screenOf(show), [show]);
	const { questions } = useTalk(session.talk);
	// An edit before the stored design is here would take its place.
	useAskedOnScreen(screen, show.ready ? questions : NONE);
	return open ? <CrewTalk session={session} rules={rules} screen={screen} /> : null;
}
