export type Codec = "vp8" | "vp9" | "h264";

/** How the program's picture is encoded. The studio asks LiveKit for it, and states its colours in each frame. */
export const PICTURE: { videoCodec: Codec } = { videoCodec: "vp8" };

/** BT.601, limited range. A viewer's decoder assumes it for VP8 and H.264, where the stream names nothing else. */
const BT601: VideoColorSpaceInit = { primaries: "smpte170m", transfer: "smpte170m", matrix: "smpte170m", fullRange: false };
/** BT.709, limited range. A viewer's decoder assumes it for VP9. */
const BT709: VideoColorSpaceInit = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false };

/** Return the colour space that viewers' decoders assume for this codec. */
export function colours(codec: Codec): VideoColorSpaceInit {
	return codec === "vp9" ? BT709 : BT601;
}
