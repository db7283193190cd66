import { ApiError, NoAnswer } from "../net/call";

/** Tell whether the server refused a call or did not answer; null for an error of the page itself. */
export const unanswered = (error: unknown): true | null => (error instanceof ApiError || error instanceof NoAnswer ? true : null);
