import schema from "../../../../spec/show-settings.json";

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
}

interface Property {
	type?: string | string[];
	enum?: readonly string[];
	description?: string;
}

/** The old name of `backstage`. The server still takes it, and gives back `backstage`. */
const OLD = "off-air";

/** All settings that a show can decide by one value. Lists, such as refused words, have forms of their own. */
export const SETTINGS: Setting[] = Object.entries(schema).flatMap(([block, { properties }]) =>
	Object.entries(properties as Record<string, Property>)
		.filter(([, { type }]) => ![type].flat().includes("array"))
		.map(([field, property]) => ({
			block,
			field,
			kind: kindOf(property),
			choices: (property.enum ?? []).filter((one) => one !== OLD),
			description: property.description ?? "",
		})),
);

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
