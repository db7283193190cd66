import { type Choice, isSame } from "./choice";

/** A further camera or microphone that a show's design names. Ids differ between browsers, so the label goes along. */
export interface WantedDevice {
	/** The source that shows or plays it. */
	id: string;
	kind: "camera" | "microphone";
	/** Its device id in the browser where it was chosen. */
	device: string;
	label: string;
}

/** Find the device of each source among those that are plugged in: by its id, or else by its label. Sources that name one
 *  device share it. Two devices never become one. A source whose device is not there gets none, and no other one. */
export function assign(wanted: WantedDevice[], choices: Choice[]): Map<string, string> {
	const found = new Map<string, string>();
	for (const { device, label } of wanted) {
		const own = choices.find((choice) => isSame(choice, { id: device, label }));
		if (own) found.set(device, own.id);
	}
	for (const { device, label } of wanted) {
		if (found.has(device) || !label) continue;
		const taken = new Set(found.values());
		const named = choices.find((choice) => choice.label === label && !taken.has(choice.id));
		if (named) found.set(device, named.id);
	}
	return new Map(wanted.flatMap(({ id, device }) => (found.has(device) ? [[id, found.get(device) as string]] : [])));
}
