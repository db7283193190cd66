import type { Question } from "../net/talk";

export type Order = "votes" | "time";

/** The most questions that are drawn. */
export const DRAWN = 200;

/** List the questions as they are drawn: those with an answer come last. */
export function ordered(questions: readonly Question[], order: Order): Question[] {
	const by = (a: Question, b: Question) => (order === "votes" ? b.Votes - a.Votes : 0) || b.Id - a.Id;
	const done = ({ Answered }: Question) => Number(Answered);
	return questions.toSorted((a, b) => done(a) - done(b) || by(a, b)).slice(0, DRAWN);
}

/** Count the questions that wait for an answer. */
export const openCount = (questions: readonly Question[]): number => questions.filter(({ Answered }) => !Answered).length;
