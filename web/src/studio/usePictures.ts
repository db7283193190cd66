import { useMemo } from "react";
import type { Format } from "../compositor/orders";
import type { Design, Shown } from "../design/document";
import { asStored } from "../design/draft";
import type { Cast } from "../scene/cast";
import type { Size } from "../scene/drawnSize";
import { DRAFT, thumbnailOf } from "../scene/live";
import { type Picture, pictureOf } from "../scene/picture";
import type { Casts } from "./useCasts";

/** The longer side of a picture that only the host sees, in pixels. */
const THUMBNAIL = 160;
const DRAFT_SIDE = 640;

export interface Pictures {
	/** What viewers see. */
	program: Picture;
	/** The thumbnails, and the draft while there is one, by output. */
	small: Map<string, Picture>;
	thumbnail: Size;
	/** The size of the draft. Null: there is none. */
	draft: Size | null;
}

/** Compute all pictures of a show from its design, from what viewers see of it, and from who is there. */
export function usePictures(design: Design, shown: Shown, cast: Casts, { width, height }: Format): Pictures {
	const program = useMemo(() => pictureOf(shown, cast.shown, { width, height }), [shown, cast.shown, width, height]);
	return useMemo(() => {
		const thumbnail = within({ width, height }, THUMBNAIL);
		const draft = design.air.shown ? within({ width, height }, DRAFT_SIDE) : null;
		const small = new Map(
			design.scenes.map((scene) => [thumbnailOf(scene.id), thumbnailPicture(design, scene.id, cast.stored, thumbnail)]),
		);
		if (draft) small.set(DRAFT, pictureOf(asStored(design), cast.stored, draft));
		return { program, small, thumbnail, draft };
	}, [program, design, cast.stored, width, height]);
}

/** A thumbnail shows its scene as the host would put it on air, with the overlays that are up. Names would be too small to
 *  read. */
function thumbnailPicture(design: Design, scene: string, cast: Cast, size: Size): Picture {
	const stored = asStored({ ...design, air: { ...design.air, scene } });
	const picture = pictureOf(stored, cast, size, true);
	return { ...picture, boxes: picture.boxes.map((box) => ({ ...box, name: "" })) };
}

/** Make a size smaller, so that its longer side is at most `longest`. */
function within({ width, height }: Size, longest: number): Size {
	const scale = Math.min(1, longest / Math.max(width, height));
	return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
