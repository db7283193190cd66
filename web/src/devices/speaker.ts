import { deviceStorage } from "../browser/storage";
import type { Choice } from "./choice";

const KEY = "kaibo.speaker";

/** Tell whether a page may choose where it is heard. */
export const canChooseSpeaker = () => "setSinkId" in HTMLMediaElement.prototype;

/** Return the person's choice. "" is the system's own output. */
export const rememberedSpeaker = () => deviceStorage.get(KEY) ?? "";

export function rememberSpeaker(id: string): void {
	if (id) deviceStorage.set(KEY, id);
	else deviceStorage.remove(KEY);
}

/** List the loudspeakers and headphones. */
export async function listSpeakers(): Promise<Choice[]> {
	if (!canChooseSpeaker()) return [];
	const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
	return all
		.filter(({ kind, deviceId }) => kind === "audiooutput" && deviceId)
		.map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Let an element be heard by an output. One that does not take it is heard by the system's own. */
export async function hearBy(element: HTMLMediaElement, id: string): Promise<void> {
	if (!canChooseSpeaker() || element.sinkId === id) return;
	await element.setSinkId(id).catch(() => {});
}
