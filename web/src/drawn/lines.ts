import { oneLine } from "../ui/oneLine";

const BREAKS = /\r\n?|[\n\u2028\u2029]/;

/** List the lines of a text, without characters that move other text. */
export const linesOf = (text: string): string[] => text.split(BREAKS).map(oneLine);
