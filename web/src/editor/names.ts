import { CAMERA } from "../design/document";
import { oneLine } from "../ui/oneLine";
import type { Layer } from "./layers";
import type { EditorWords } from "./words";

/** Return the name of a layer as people see it. Of two with the same name, the second one gets a number. */
export function layerName(layer: Layer, layers: Layer[], words: EditorWords): string {
	const name = plainName(layer, words);
	const same = layers.filter((other) => plainName(other, words) === name).toReversed();
	const at = same.findIndex(({ item }) => item.id === layer.item.id);
	return at > 0 ? `${name} ${at + 1}` : name;
}

function plainName({ item, source }: Layer, words: EditorWords): string {
	const kind = words.kinds[source.kind];
	switch (source.kind) {
		case "camera":
			return source.name || (item.source === CAMERA ? words.myCamera : source.label) || kind;
		case "screen":
		case "picture":
		case "slides":
		case "microphone":
			return source.name || kind;
		case "text":
			return oneLine(source.text) || kind;
		case "lowerThird":
		case "countdown":
			return source.title || kind;
		case "guest":
			return words.guest(source.seat);
		case "person":
			return source.who;
		case "clock":
		case "guests":
		case "guestScreen":
			return kind;
	}
}
