/** In pixels. */
interface Size {
	width: number;
	height: number;
}

/** Return the size at which a picture with these proportions is whole within `room`, or covers it. A side that is nearly as
 *  long as that of the room gets its length. So rounding leaves no empty line at an edge. */
export function scaled(own: Size, room: Size, how: "whole" | "cover" = "whole"): Size {
	const scales = [room.width / own.width, room.height / own.height];
	const scale = how === "whole" ? Math.min(...scales) : Math.max(...scales);
	return { width: nearly(own.width * scale, room.width), height: nearly(own.height * scale, room.height) };
}

const nearly = (side: number, room: number) => (Math.abs(side - room) < 1 ? room : Math.max(1, Math.round(side)));

/** Make a picture of this size with another one in the middle. The rest is transparent. */
export function inTheMiddle(picture: OffscreenCanvas | ImageBitmap, { width, height }: Size): ImageBitmap {
	const room = new OffscreenCanvas(width, height);
	const to = room.getContext("2d") as OffscreenCanvasRenderingContext2D;
	to.drawImage(picture, Math.round((width - picture.width) / 2), Math.round((height - picture.height) / 2));
	return room.transferToImageBitmap();
}
