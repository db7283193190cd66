/** Characters that turn text around (Bidi_Control). */
const TURNS = /\p{Bidi_Control}/gu;
/** Controls, and characters that break a line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** Write a name as one line that moves no other text. An older server took names that hold such characters. */
export function oneLine(name: string): string {
	return name.replace(TURNS, "").replace(BREAKS, " ").trim();
}
