import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import type { Question } from "../net/talk";
import { Button } from "../ui/Button";
import { Menu } from "../ui/Menu";
import { oneLine } from "../ui/oneLine";
import { AskerItems } from "./AskerItems";
import type { Act } from "./act";
import { BanQuestion } from "./BanQuestion";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";

/** The buttons of the crew for a question, and a menu for it and its author. The studio draws the one that is on screen. */
export function QuestionTools({ question, act }: { question: Question; act: Act }) {
	const words = useWords(crewTalkWords);
	const [used, use] = useState(false);
	const [asking, ask] = useState(false);
	const { Id, Answered, Banned, OnScreen, Silenced, State, UserName } = question;
	const menu = `question-${Id}`;
	const close = () => {
		ask(false);
		document.getElementById(menu)?.focus();
	};
	const ban = () => {
		close();
		void act("BanAsker", { Id, Banned: true });
	};
	return (
		<>
			<div className={State === "shown" && !OnScreen ? `${css.tools} ${css.asked}` : css.tools}>
				{State !== "shown" ? (
					<Button small data-act="show" onClick={() => void act("ShowQuestion", { Id })}>
						{words.show}
					</Button>
				) : (
					<>
						<Button
							small
							kind={OnScreen ? "plain" : "quiet"}
							data-act="screen"
							aria-pressed={OnScreen}
							onClick={() => void act("PutQuestionOnScreen", { Id, OnScreen: !OnScreen })}
						>
							{OnScreen ? words.offScreen : words.onScreen}
						</Button>
						<Button
							small
							kind="quiet"
							data-act="answered"
							onClick={() => void act("AnswerQuestion", { Id, Answered: !Answered })}
						>
							{Answered ? words.notAnswered : words.answered}
						</Button>
					</>
				)}
				<Menu over id={menu} label={words.moreOfQuestion} icon={<Ellipsis size={16} />} onOpen={() => use(true)} ready={used}>
					{used && <AskerItems question={question} act={act} onBan={() => ask(true)} />}
				</Menu>
			</div>
			{(Banned || Silenced) && <span className={css.silenced}>{Banned ? words.banned : words.silenced}</span>}
			{asking && <BanQuestion name={oneLine(UserName)} onBan={ban} onClose={close} />}
		</>
	);
}
