import { deviceStorage } from "../browser/storage";
import { NoAnswer } from "../net/call";
import { switchTo } from "./air";
import type { Design } from "./document";
import { setScene } from "./scenes";

/** A design whose changes the server has not confirmed. */
export interface Copy {
	/** The server's revision that the changes were made over. */
	revision: number;
	design: Design;
}

/** The shows of which this device keeps a copy: the newest last. */
const LIST = "kaibo.designs";
const MOST = 10;

const keyOf = (activity: number) => `kaibo.design.${activity}`;

/** Check a document that came from outside (validate.ts). The rules weigh 10 kB, and a new show needs none of them. Throws
 *  NoAnswer when they do not come. */
export async function checkedLater(value: unknown): Promise<Design | null> {
	const { checked } = await import("./validate").catch((cause) => {
		throw new NoAnswer("a part of the page did not come", { cause });
	});
	return checked(value);
}

/** Read this device's copy. Return null when there is none that can be read. Throws NoAnswer. */
export async function readCopy(activity: number): Promise<Copy | null> {
	const copy = parsed(deviceStorage.get(keyOf(activity))) as Partial<Copy> | null;
	if (!copy || typeof copy !== "object" || !Number.isSafeInteger(copy.revision)) return null;
	const design = await checkedLater(copy.design);
	return design && { revision: copy.revision as number, design };
}

/** Keep a copy on this device. The copies of the oldest shows go. */
export function keepCopy(activity: number, copy: Copy): void {
	const others = keptShows().filter((other) => other !== activity);
	for (const old of others.splice(0, others.length + 1 - MOST)) deviceStorage.remove(keyOf(old));
	deviceStorage.set(LIST, JSON.stringify([...others, activity]));
	deviceStorage.set(keyOf(activity), JSON.stringify(copy));
}

/** Remove the copy: the server has it, or a newer design. */
export function dropCopy(activity: number): void {
	const shows = keptShows();
	if (!shows.includes(activity)) return;
	deviceStorage.set(LIST, JSON.stringify(shows.filter((other) => other !== activity)));
	deviceStorage.remove(keyOf(activity));
}

function keptShows(): number[] {
	const list = parsed(deviceStorage.get(LIST));
	return Array.isArray(list) ? list : [];
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
