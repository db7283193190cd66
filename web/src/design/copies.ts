import { deviceStorage } from "../browser/storage";
import { switchTo } from "./air";
import type { Design } from "./document";
import { setScene } from "./scenes";
import { checked } from "./validate";

/** The design of a show as this device keeps it. */
export interface Copy {
	/** The server's revision that it is, or that it changes. */
	revision: number;
	design: Design;
	/** The server has not confirmed it. */
	unsaved: boolean;
}

/** The shows whose designs this device keeps: the newest last. */
const LIST = "kaibo.designs";
const MOST = 10;

const keyOf = (activity: number) => `kaibo.design.${activity}`;

/** Read this device's copy. Return null when there is none that can be read. */
export function readCopy(activity: number): Copy | null {
	const copy = parsed(deviceStorage.get(keyOf(activity))) as Partial<Copy> | null;
	const design = copy && typeof copy === "object" && checked(copy.design);
	if (!design || !Number.isSafeInteger(copy.revision)) return null;
	return { revision: copy.revision as number, design, unsaved: copy.unsaved === true };
}

/** Keep a copy on this device. The copies of the oldest shows go. */
export function keepCopy(activity: number, copy: Copy): void {
	const list = parsed(deviceStorage.get(LIST));
	const others = Array.isArray(list) ? list.filter((other) => other !== activity) : [];
	for (const old of others.splice(0, others.length + 1 - MOST)) deviceStorage.remove(keyOf(old));
	deviceStorage.set(LIST, JSON.stringify([...others, activity]));
	deviceStorage.set(keyOf(activity), JSON.stringify(copy));
}

const oldKeyOf = (activity: number) => `kaibo.scene.${activity}`;

/** Begin a design with the scene that an earlier release kept on this device. */
export function withOldScene(design: Design, activity: number): Design {
	const { layout, large } = (parsed(deviceStorage.get(oldKeyOf(activity))) ?? {}) as { layout?: unknown; large?: unknown };
	if (typeof layout !== "string" || typeof large !== "string") return design;
	return setScene(switchTo(design, layout), "large", (scene) => ({ ...scene, large: [...large].slice(0, MOST_LARGE).join("") }));
}

/** Of the name of the large source, in characters. */
const MOST_LARGE = 100;

/** Forget that scene: the design has it now. */
export function forgetOldScene(activity: number): void {
	deviceStorage.remove(oldKeyOf(activity));
}

function parsed(text: string | null): unknown {
	try {
		return JSON.parse(text ?? "null");
	} catch {
		return null;
	}
}
