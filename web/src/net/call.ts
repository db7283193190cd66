import type { Action, Result } from "./types";

/** The server said no: `code` is stable (docs/errors.md), `status` is HTTP's. */
export class ApiError extends Error {
	constructor(
		readonly code: string,
		message: string,
		readonly status: number,
	) {
		super(message);
	}

	/** Asking again later may help: the server is busy, away, or starting. */
	get passing(): boolean {
		return this.status >= 500 || this.status === 429;
	}
}

/** One call at `base` (`/client`, `/s/{id}/call`, `/w/{path}/call`). Throws ApiError; a TypeError when nobody answers. */
export async function call<Name extends Action>(base: string, action: Name, body: object): Promise<Result<Name>> {
	const answer = await fetch(`${base}/${action}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
		credentials: "same-origin",
		cache: "no-store",
	});
	const data = await answer.json().catch(() => ({}));
	if (answer.ok) return data.Result;
	const { Code = "InternalError", Message = answer.statusText } = data.ResponseMetadata?.Error ?? {};
	throw new ApiError(Code, Message, answer.status);
}
