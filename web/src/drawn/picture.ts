import type { Drawing } from "../source/source";
import { inTheMiddle, scaled } from "../source/whole";

/** Return a file's content by its hash. Null: it is missing. */
export type OpenFile = (hash: string) => Promise<Blob | null>;

/** Draw a picture from a file, whole. Without its size it covers the box, as a background does. An animated one shows its
 *  first frame. */
export function pictureDrawing(file: string, open: OpenFile, size?: { width: number; height: number }): Drawing {
	return {
		key: `picture ${file}${size ? "" : " cover"}`,
		...(size && { ratio: size.width / size.height }),
		draw: async (width, height) => {
			const blob = file ? await open(file) : null;
			return blob && resized(blob, { width, height }, size ? "whole" : "cover").catch(() => null);
		},
	};
}

/** Decode, turn as the camera was held, and scale. Rejects for what is no picture. */
async function resized(blob: Blob, room: { width: number; height: number }, how: "whole" | "cover"): Promise<ImageBitmap> {
	const whole = await createImageBitmap(blob, { imageOrientation: "from-image" });
	const { width, height } = scaled(whole, room, how);
	const scaling = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
	const picture = await createImageBitmap(whole, scaling).finally(() => whole.close());
	if (width === room.width && height === room.height) return picture;
	const placed = inTheMiddle(picture, room);
	picture.close();
	return placed;
}
