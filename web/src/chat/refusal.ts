import { ApiError, NoAnswer } from "../net/call";

/** Why a text was not taken. */
export type Cause = "slow" | "fast" | "links" | "off" | "taken" | "name" | "text" | "away" | "failed";

export interface Refusal {
	cause: Cause;
	/** Until the same text may be sent; 0 for no such time. */
	seconds: number;
}

const CAUSES: Record<string, Cause> = {
	"FlowLimitExceeded.SlowMode": "slow",
	FlowLimitExceeded: "fast",
	LinksRefused: "links",
	ChatOff: "off",
	QuestionsOff: "off",
	ReactionsOff: "off",
	"ResourceConflict.ChatNameTaken": "taken",
	"InvalidParameter.UserName": "name",
	"InvalidParameter.Text": "text",
};

/** Tell why the server did not take a text. */
export function refusalOf(error: unknown): Refusal {
	if (error instanceof NoAnswer) return { cause: "away", seconds: 0 };
	if (!(error instanceof ApiError)) throw error;
	const cause = CAUSES[error.code] ?? (error.passing ? "away" : "failed");
	return { cause, seconds: error.wait };
}

/** The server wants a name first. */
export const needsName = (error: unknown): boolean =>
	error instanceof ApiError && error.code === "ResourceConflict.ChatNameNeeded";

/** Tell whether the server may take the same text in a moment: it did not answer, or it is busy. */
export const mayRepeat = (error: unknown): boolean =>
	error instanceof NoAnswer || (error instanceof ApiError && error.status >= 500);
