const LONGEST = 255;
/** Characters that the server takes in no name: controls, format characters, and what is no text at all. */
const NOT_IN_NAMES = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** Return a file's name as the server takes it, "" when nothing is left of it. */
export const fileName = ({ name }: File) => name.normalize("NFC").replace(NOT_IN_NAMES, " ").trim().slice(0, LONGEST);
