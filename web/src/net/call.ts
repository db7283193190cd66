import { hear } from "../browser/clock";
import type { Action, Result } from "./types";

/** The server refused a call. `code` is stable (docs/errors.md), `status` is the HTTP status. `wait` are
 *  the seconds of Retry-After. It is 0 where the server told none. */
export class ApiError extends Error {
	constructor(
		readonly code: string,
		message: string,
		readonly status: number,
		readonly wait = 0,
	) {
		super(message);
	}

	/** A retry may help: the server is busy, starting or away. */
	get passing(): boolean {
		return this.status >= 500 || this.status === 429;
	}
}

/** The server did not answer, or something between it and the page answered in its place. */
export class NoAnswer extends Error {}

/** Tell whether a retry may help. An error of the page itself is neither an ApiError nor a NoAnswer: it stays. */
export function mayPass(error: unknown): boolean {
	return error instanceof NoAnswer || (error instanceof ApiError && error.passing);
}

/** Tell whether the server refused a viewer: this pass may not watch, or no longer. */
export const mayNotWatch = (error: unknown): boolean => error instanceof ApiError && error.code === "AccessDenied.Watch";

export interface CallOptions {
	/** The call outlives the page. A browser takes at most 64 KiB of such calls. */
	keepalive?: boolean;
}

/** Make one call at `base` (`/client`, `/s/{id}/call`, `/w/{path}/call`). Throws ApiError when the server refuses, and
 *  NoAnswer when it does not answer. */
export async function call<Name extends Action>(
	base: string,
	action: Name,
	body: object,
	options: CallOptions = {},
): Promise<Result<Name>> {
	return (await send(`${base}/${action}`, body, options)) as Result<Name>;
}

/** Send one call to this address and return its Result. Throws what `call` throws. */
export async function send(address: string, body: object, { keepalive = false }: CallOptions = {}): Promise<unknown> {
	const request = {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
		credentials: "same-origin",
		cache: "no-store",
		keepalive,
	} as const;
	const answer = await fetch(address, request).catch((cause) => {
		throw new NoAnswer("the server did not answer", { cause });
	});
	const data = await answer.json().catch(() => ({}));
	if (data.ResponseMetadata?.SystemTime) hear(data.ResponseMetadata.SystemTime * 1000);
	if (answer.ok && data.ResponseMetadata) return data.Result;
	if (answer.ok) throw new NoAnswer("the answer is not the server's");
	const { Code = "InternalError", Message = answer.statusText } = data.ResponseMetadata?.Error ?? {};
	throw new ApiError(Code, Message, answer.status, Number(answer.headers.get("Retry-After")) || 0);
}
