/** The most code points of a person's name. A test compares it with the server's. */
export const NAME_MAX = 15;

export type NameProblem = "" | "empty" | "long" | "refused" | "failed";

/** Tell what is wrong with the length of a name, as the server counts it. Only the server knows all letters. */
export function lengthProblem(name: string): "" | "empty" | "long" {
	const { length } = [...cleaned(name)];
	return length === 0 ? "empty" : length > NAME_MAX ? "long" : "";
}

/** Write a name as the server stores it. */
export const cleaned = (name: string): string => name.trim().normalize("NFC");
