import type { components, operations } from "./schema";

/** Short names for the types that are generated from the server's description. */
export type View = components["schemas"]["View"];
export type WatchView = components["schemas"]["WatchView"];
/** A replay as viewers may see it after the show. */
export type ReplayFacts = NonNullable<WatchView["Replay"]>;
/** The view of a page that may not show the show. */
export type ClosedView = components["schemas"]["ClosedView"];
export type Action = keyof operations;

/** The request of an action. */
export type Body<Name extends Action> = operations[Name] extends { requestBody: { content: { "application/json": infer Asked } } }
	? Asked
	: never;

type Answer<Name extends Action> = operations[Name]["responses"][200]["content"]["application/json"];
export type Result<Name extends Action> = Answer<Name> extends { Result: infer Found } ? Found : never;
