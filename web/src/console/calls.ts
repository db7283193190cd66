import { send } from "../net/call";
import type { operations } from "./schema";

/** The names of the calls at both doors of the console. */
export type Action = keyof operations;
type Answer<Name extends Action> = operations[Name]["responses"][200]["content"]["application/json"];
export type Result<Name extends Action> = Answer<Name> extends { Result: infer Found } ? Found : never;
type Request<Name extends Action> = operations[Name] extends {
	requestBody?: { content: { "application/json": infer Body } };
}
	? Partial<Body>
	: object;

export type Me = Result<"GetMe">;
export type Show = Result<"ListActivityAPI">["Activities"][number];

/** The states of a show on the wire (docs/wire.md). */
export const Status = { LIVE: 1, PREVIEW: 2, REPLAY: 3, OVER: 4 } as const;

/** Make a call of a person who signs in. Throws what `net/call.ts` throws. */
export const enter = <Name extends Action>(action: Name, body: Request<Name> = {} as Request<Name>) =>
	send(`/admin/enter/${action}`, body) as Promise<Result<Name>>;

/** Make a call of the admin who is signed in. Throws what `net/call.ts` throws. */
export const act = <Name extends Action>(action: Name, body: Request<Name> = {} as Request<Name>) =>
	send(`/admin/call/${action}`, body) as Promise<Result<Name>>;
