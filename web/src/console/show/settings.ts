import schema from "../../../../spec/show-settings.json";
import { showWords } from "./words";

export type Value = string | number | boolean;
/** Values by block and field. */
export type Values = Record<string, Record<string, Value>>;

/** One setting of a show, as the server's schema describes it. */
export interface Setting {
	block: string;
	field: string;
	kind: "choice" | "flag" | "number" | "text";
	/** The values of a choice. */
	choices: string[];
	/** The schema's own text. */
	description: string;
	/** The bounds of a number. */
	min?: number | undefined;
	max?: number | undefined;
}

interface Property {
	type?: string | string[];
	enum?: readonly string[];
	description?: string;
	minimum?: number;
	maximum?: number;
}

/** The old name of `backstage`. The server still takes it, and gives back `backstage`. */
const OLD = "off-air";

/** All settings that a show can decide by one value, in the order of their words. Lists, such as refused words, have
 *  forms of their own. */
export const SETTINGS: Setting[] = Object.entries(schema)
	.flatMap(([block, { properties }]) =>
		Object.entries(properties as Record<string, Property>)
			.filter(([, { type }]) => ![type].flat().includes("array"))
			.map(([field, property]) => ({
				block,
				field,
				kind: kindOf(property),
				choices: (property.enum ?? []).filter((one) => one !== OLD),
				description: property.description ?? "",
				min: property.minimum,
				max: property.maximum,
			})),
	)
	.sort((one, other) => rank(one) - rank(other));

/** Return the place of a setting in the form: that of its words. A setting without words comes last. */
function rank({ block, field }: { block: string; field: string }): number {
	const at = Object.entries(showWords.en.details.blocks).flatMap(([name, fields]) =>
		Object.keys(fields).map((key) => `${name}.${key}`),
	);
	const found = at.indexOf(`${block}.${field}`);
	return found < 0 ? at.length : found;
}

function kindOf({ type, enum: values }: Property): Setting["kind"] {
	if (values) return "choice";
	const types = [type].flat();
	if (types.includes("boolean")) return "flag";
	return types.includes("integer") || types.includes("number") ? "number" : "text";
}

/** Read the value of a form's field. "" stands for "as the server". */
export function readValue({ kind }: Setting, text: string): Value | null {
	if (text === "") return null;
	if (kind === "flag") return text === "true";
	return kind === "number" ? Number(text) : text;
}

/** Return the document with one value more, or without it when it is null. */
export function decided(before: Values, { block, field }: Setting, value: Value | null): Values {
	const { [field]: _, ...rest } = before[block] ?? {};
	return { ...before, [block]: value === null ? rest : { ...rest, [field]: value } };
}
