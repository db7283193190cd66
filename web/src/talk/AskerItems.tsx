import { useWords } from "../i18n/useWords";
import type { Question } from "../net/talk";
import { MenuItem } from "../ui/Menu";
import type { Act } from "./act";
import { crewTalkWords } from "./crewWords";

interface Props {
	question: Question;
	act: Act;
	/** The crew wants the author out. */
	onBan: () => void;
}

/** The items of the crew's menu for a question and its author. The calls name the question, because it may be anonymous. */
export function AskerItems({ question: { Banned, Id, Silenced, UserId }, act, onBan }: Props) {
	const words = useWords(crewTalkWords);
	const [silence, unsilence] = UserId ? [words.silence, words.unsilence] : [words.silenceNameless, words.unsilenceNameless];
	return (
		<>
			<MenuItem data-act="delete" onClick={() => void act("DeleteQuestion", { Id })}>
				{words.remove}
			</MenuItem>
			<hr />
			<MenuItem data-act="silence" onClick={() => void act("SilenceAsker", { Id, Silenced: !Silenced })}>
				{Silenced ? unsilence : silence}
			</MenuItem>
			<MenuItem data-act="ban" onClick={() => (Banned ? void act("BanAsker", { Id, Banned: false }) : onBan())}>
				{Banned ? words.unban : words.ban}
			</MenuItem>
		</>
	);
}
