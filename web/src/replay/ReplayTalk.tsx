import { useMemo, useState } from "react";
import { viewerDoor } from "../chat/door";
import { useWords } from "../i18n/useWords";
import type { ChatRules, Talk } from "../net/talk";
import type { ReplayFacts } from "../net/types";
import ViewerTalk from "../talk/ViewerTalk";
import { Button } from "../ui/Button";
import css from "./Replay.module.css";
import { useMovingTalk } from "./useMovingTalk";
import { replayWords } from "./words";

interface Props {
	/** `/w/{path}` */
	base: string;
	/** The server refuses the pass of this browser. */
	onPass: () => void;
	talk: Talk;
	rules: ChatRules;
	video: HTMLVideoElement;
	replay: ReplayFacts;
}

/** The conversation beside a replay, as it was. It moves with the picture, unless the viewer wants to read all of it. */
export function ReplayTalk({ base, onPass, talk, rules, video, replay }: Props) {
	const words = useWords(replayWords);
	const { ask } = useMemo(() => viewerDoor(base, onPass), [base, onPass]);
	const moving = useMovingTalk(video, replay.Playlist ?? "", talk, ask);
	const [all, setAll] = useState(false);
	const part = all || !moving ? talk : moving.talk;
	const said = (
		<>
			<span>{moving && !all ? words.moves : words.asItWas}</span>
			{moving && (
				<Button small kind="quiet" data-talk={all ? "moving" : "all"} onClick={() => setAll(!all)}>
					{all ? words.move : words.all}
				</Button>
			)}
		</>
	);
	return (
		<ViewerTalk
			{...{ base, onPass, talk }}
			rules={moving && !all ? { ...rules, Announcement: moving.announcement, Pinned: null } : rules}
			replayed={{ part, words: <div className={css.said}>{said}</div> }}
		/>
	);
}
