import { ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Compose } from "../chat/Compose";
import type { Door } from "../chat/door";
import { MessageText } from "../chat/MessageText";
import { TEXT_MAX } from "../chat/text";
import { useBox } from "../chat/useBox";
import type { ChatName } from "../chat/useChatName";
import { useTalk } from "../chat/useTalk";
import { useWords } from "../i18n/useWords";
import type { ChatRules, Question, Talk } from "../net/talk";
import { oneLine } from "../ui/oneLine";
import { type Order, ordered } from "./order";
import css from "./Questions.module.css";
import { questionWords } from "./words";

interface Props {
	talk: Talk;
	rules: ChatRules;
	door: Door;
	/** Null for the crew, who asks nothing. */
	name: ChatName | null;
	/** Give the buttons of the crew for a question. */
	tools?: (question: Question) => ReactNode;
	/** The words for a time when nobody may ask or vote any more. */
	off?: ReactNode;
}

/** The questions of the audience. Viewers vote for those that they want to hear. */
export function Questions({ talk, rules, door, name, tools, off }: Props) {
	const words = useWords(questionWords);
	const state = useTalk(talk);
	const [order, setOrder] = useState<Order>("votes");
	const questions = ordered(state.questions, order);
	return (
		<div className={css.questions}>
			{questions.length > 1 && (
				<fieldset className={css.order} aria-label={words.order}>
					{(["votes", "time"] as const).map((one) => (
						<button key={one} type="button" data-order={one} aria-pressed={order === one} onClick={() => setOrder(one)}>
							{one === "votes" ? words.byVotes : words.byTime}
						</button>
					))}
				</fieldset>
			)}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
			<section className={css.scroll} aria-label={words.questions} tabIndex={0}>
				{!questions.length && <p className={css.empty}>{rules.Questions ? words.empty : ""}</p>}
				<ul>
					{questions.map((question) => (
						<Row
							key={question.Id}
							question={question}
							links={rules.Links}
							voted={state.votes.has(question.Id)}
							onVote={door.crew || off || question.State !== "shown" ? null : () => void vote(door, talk, question)}
						>
							{tools?.(question)}
						</Row>
					))}
				</ul>
			</section>
			{name && rules.Questions && <AskForm talk={talk} rules={rules} door={door} name={name} />}
			{!rules.Questions && (
				<div role="status" className={css.off}>
					{off ?? words.off}
				</div>
			)}
		</div>
	);
}

/** Vote for a question, or take the vote back. The page shows it at once, and asks the server. */
async function vote({ ask }: Door, talk: Talk, { Id }: Question): Promise<void> {
	const before = talk.state.votes;
	const Vote = !before.has(Id);
	const votes = new Set(before);
	if (Vote) votes.add(Id);
	else votes.delete(Id);
	talk.set({ ...talk.state, votes });
	try {
		const { Votes } = await ask("VoteQuestion", { Id, Vote });
		talk.set({ ...talk.state, questions: talk.state.questions.map((one) => (one.Id === Id ? { ...one, Votes } : one)) });
	} catch {
		talk.set({ ...talk.state, votes: before });
	}
}

interface RowProps {
	question: Question;
	links: boolean;
	voted: boolean;
	/** Null: this reader does not vote. */
	onVote: (() => void) | null;
	children?: ReactNode;
}

function Row({ question, links, voted, onVote, children }: RowProps) {
	const words = useWords(questionWords);
	const { Id, Answered, OnScreen, State, Text, UserName, Votes } = question;
	const count = (
		<>
			<ArrowUp size={16} />
			<span className="digits">{Votes}</span>
		</>
	);
	return (
		<li className={css.row} data-question={Id} data-answered={Answered || undefined}>
			{onVote ? (
				<button type="button" className={css.vote} aria-pressed={voted} aria-label={words.vote(Votes)} onClick={onVote}>
					{count}
				</button>
			) : (
				<span className={css.votes}>{count}</span>
			)}
			<div>
				<p>
					<MessageText text={Text} links={links} />
				</p>
				<p className={css.who}>
					<bdi>{oneLine(UserName) || words.nobody}</bdi>
					{Answered && <span>{words.answered}</span>}
					{OnScreen && <span>{words.onScreen}</span>}
					{State !== "shown" && <span>{words[State]}</span>}
				</p>
				{children}
			</div>
		</li>
	);
}

const FIELD = "ask";

interface AskProps {
	talk: Talk;
	rules: ChatRules;
	door: Door;
	name: ChatName;
}

function AskForm({ talk, rules, door, name }: AskProps) {
	const words = useWords(questionWords);
	const [hidden, hide] = useState(false);
	const [sent, setSent] = useState<Question["State"] | "">("");
	const anonymous = hidden && rules.AnonymousQuestions;
	const box = useBox({
		id: FIELD,
		drafts: talk.drafts,
		most: TEXT_MAX,
		nameless: () => !anonymous && !talk.state.name,
		onNameless: (send) => void name.ask(send),
		slowSeconds: 0,
		say: async (Text, Nonce) => {
			setSent("");
			const { Question } = await door.ask("AskQuestion", { Text, Anonymous: anonymous, Nonce });
			setSent(Question.State);
			talk.addQuestion(Question);
		},
	});
	return (
		<>
			<p role="status" className={css.sent}>
				{sent && !box.typed && (sent === "held" ? words.sentHeld : words.sent)}
			</p>
			{rules.AnonymousQuestions && !name.asking && (
				<label className={css.anonymous}>
					<input id="ask-anonymous" type="checkbox" checked={hidden} onChange={({ target }) => hide(target.checked)} />
					<span>{words.anonymous}</span>
				</label>
			)}
			<Compose id={FIELD} label={words.ask} hint={words.hint} box={box} name={name} />
		</>
	);
}
