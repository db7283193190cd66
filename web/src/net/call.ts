import { hear } from "./clock";
import type { Action, Result } from "./types";

/** The server refused a call. `code` is stable (docs/errors.md), `status` is the HTTP status. */
export class ApiError extends Error {
	constructor(
		readonly code: string,
		message: string,
		readonly status: number,
	) {
		super(message);
	}

	/** A retry may help: the server is busy, starting or away. */
	get passing(): boolean {
		return this.status >= 500 || this.status === 429;
	}
}

/** Make one call at `base` (`/client`, `/s/{id}/call`, `/w/{path}/call`). Throws ApiError when the server refuses, and
 *  TypeError when it does not answer. */
export async function call<Name extends Action>(base: string, action: Name, body: object): Promise<Result<Name>> {
	const answer = await fetch(`${base}/${action}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
		credentials: "same-origin",
		cache: "no-store",
	});
	const data = await answer.json().catch(() => ({}));
	if (data.ResponseMetadata?.SystemTime) hear(data.ResponseMetadata.SystemTime * 1000);
	if (answer.ok) return data.Result;
	const { Code = "InternalError", Message = answer.statusText } = data.ResponseMetadata?.Error ?? {};
	throw new ApiError(Code, Message, answer.status);
}
