import type { DesignSource } from "../design/document";
import type { FilePlace } from "../files/AbsentFiles";
import type { Picture } from "../scene/picture";

/** List where the files stand in a picture. */
export function filePlaces({ size, boxes }: Picture, sources: Record<string, DesignSource>): FilePlace[] {
	return boxes.flatMap(({ id, source, x, y, width, height }) => {
		const of = sources[source];
		if (of?.kind !== "picture" && of?.kind !== "slides") return [];
		const place = { x: x / size.width, y: y / size.height, width: width / size.width, height: height / size.height };
		return [{ id, file: of.file, name: of.name, ...place }];
	});
}
