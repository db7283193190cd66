import { type Schema, Validator } from "@cfworker/json-schema";
import schema from "../../../spec/show-design.json";
import { CAMERA, type Design, type Item, SCREEN } from "./document";

const RULES = schema as unknown as Rule;
const validator = new Validator(schema as unknown as Schema, "2020-12");

/** Check a document that came from outside, and fill absent fields with their defaults. Return null for one that this page
 *  cannot read: it is broken, or a newer release wrote it. */
export function checked(value: unknown): Design | null {
	const whole = completed(value, RULES);
	if (!isObject(whole) || !validator.validate(whole).valid) return null;
	const design = whole as unknown as Design;
	return faultless(design) ? design : null;
}

/** Check the rules that no schema can hold, as the server does (faults.py). */
function faultless({ sources, scenes, overlays, air }: Design): boolean {
	const { shown } = air;
	const ids = scenes.map(({ id }) => id);
	const lists = [...scenes.map(({ items }) => items), overlays];
	return (
		unique(ids) &&
		ids.includes(air.scene) &&
		kindsHold(sources) &&
		lists.every((items) => itemsHold(items, sources)) &&
		(!shown || (kindsHold(shown.sources) && [shown.scene.items, shown.overlays].every((list) => itemsHold(list, shown.sources))))
	);
}

/** The device bar's camera and the share button's screen have their kind as id. */
const kindsHold = (sources: Design["sources"]) =>
	[CAMERA, SCREEN].every((id) => !Object.hasOwn(sources, id) || sources[id]?.kind === id);

const itemsHold = (items: Item[], sources: Design["sources"]) =>
	unique(items.map(({ id }) => id)) && items.every((item) => itemHolds(item, sources));

/** A microphone has no picture, and a crop leaves some of it. */
const itemHolds = ({ source, crop }: Item, sources: Design["sources"]) =>
	Object.hasOwn(sources, source) &&
	sources[source]?.kind !== "microphone" &&
	crop.left + crop.right < 1 &&
	crop.top + crop.bottom < 1;

const unique = (ids: string[]) => new Set(ids).size === ids.length;

/** The part of the schema that leads to the defaults. */
interface Rule {
	$ref?: string;
	$defs?: Record<string, Rule>;
	/** The kinds of sources. */
	oneOf?: Rule[];
	const?: unknown;
	properties?: Record<string, Rule>;
	additionalProperties?: Rule | boolean;
	items?: Rule;
	default?: unknown;
}

/** Fill the defaults. Null counts as absent, as on the server. */
function completed(value: unknown, rule: Rule | undefined): unknown {
	const found = resolved(value, rule);
	if (Array.isArray(value)) return value.map((part) => completed(part, found?.items));
	if (!isObject(value)) return value;
	const others = typeof found?.additionalProperties === "object" ? found.additionalProperties : undefined;
	const given = Object.entries(value)
		.filter(([, part]) => part !== null)
		.map(([key, part]) => [key, completed(part, own(found?.properties, key) ?? others)] as const);
	const absent = Object.entries(found?.properties ?? {})
		.filter(([key, { default: lacks }]) => lacks !== undefined && lacks !== null && (own(value, key) ?? null) === null)
		.map(([key, part]) => [key, completed(part.default, part)] as const);
	return Object.fromEntries([...given, ...absent]);
}

function resolved(value: unknown, rule: Rule | undefined): Rule | undefined {
	if (rule?.$ref) return resolved(value, RULES.$defs?.[rule.$ref.slice("#/$defs/".length)]);
	if (!rule?.oneOf || !isObject(value)) return rule;
	return rule.oneOf.map((one) => resolved(value, one)).find((one) => one?.properties?.kind?.const === own(value, "kind"));
}

const own = <T>(map: Record<string, T> | undefined, key: string) => (map && Object.hasOwn(map, key) ? map[key] : undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
