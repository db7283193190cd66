import { useWords } from "../i18n/useWords";
import type { Question } from "../net/talk";
import { Button } from "../ui/Button";
import type { Act } from "./act";
import css from "./Crew.module.css";
import { crewTalkWords } from "./crewWords";

/** The buttons of the crew for a question. The studio draws the one that is on screen. */
export function QuestionTools({ question, act }: { question: Question; act: Act }) {
	const words = useWords(crewTalkWords);
	const { Id, Answered, OnScreen, State } = question;
	return (
		<div className={css.tools}>
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
					<Button small kind="quiet" data-act="answered" onClick={() => void act("AnswerQuestion", { Id, Answered: !Answered })}>
						{Answered ? words.notAnswered : words.answered}
					</Button>
				</>
			)}
			<Button small kind="quiet" data-act="delete" onClick={() => void act("DeleteQuestion", { Id })}>
				{words.remove}
			</Button>
		</div>
	);
}
