/** Checks when it is compiled: our types of the design are those of the server's schema, with every default filled. */

import type { components } from "../net/schema";
import type { Design } from "./document";

/** Makes every field be there, at any depth. */
type Filled<T> = T extends object ? { [K in keyof T]-?: Filled<NonNullable<T[K]>> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Wire = components["schemas"]["Design"];
/** The fields without a default. Undefined stands for the absent one. */
type Absent = "background" | "shown";

export const fieldsAgree: Same<Filled<Design>, Filled<Wire>> = true;
export const pageMaySendWhatItHas: [Design] extends [Wire] ? true : false = true;
export const onlyTheseMayBeAbsent: Same<Optional<Design>, Absent> = true;

/** Names the optional fields, at any depth. */
type Optional<T> = T extends (infer E)[]
	? Optional<E>
	: T extends object
		? { [K in keyof T]-?: (undefined extends T[K] ? K : never) | Optional<NonNullable<T[K]>> }[keyof T]
		: never;
