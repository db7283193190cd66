import { type RemoteTrackPublication, VideoQuality } from "livekit-client";
import { type Layer, layerFor, type Wish } from "./quality";

/** Return the sizes of a picture that its publisher sends. */
export function layersOf(picture: RemoteTrackPublication | undefined): Layer[] {
	const layers = picture?.trackInfo?.layers ?? [];
	return layers.flatMap(({ quality, width, height }) => (width && height ? { quality, width, height } : []));
}

/** Take the picture as a page wishes, or leave it. */
export function takePicture(picture: RemoteTrackPublication, wish: Wish): void {
	picture.setSubscribed(wish.choice !== "sound");
	adjustPicture(picture, wish);
	// LiveKit forgets the settings of a picture that was left.
	if (picture.isDesired && (picture.videoQuality !== VideoQuality.HIGH || !picture.isEnabled)) picture.emitTrackUpdate();
}

/** Ask for the size that a page wishes, or for a pause. Sends nothing when nothing changes. */
export function adjustPicture(picture: RemoteTrackPublication, wish: Wish): void {
	if (!picture.isDesired) return;
	const quality = qualityOf(layersOf(picture), wish);
	if (picture.videoQuality !== quality) picture.setVideoQuality(quality);
	if (picture.isEnabled === wish.hidden) picture.setEnabled(!wish.hidden);
}

/** Return LiveKit's name for the layer that a page wishes. The largest one is HIGH, also where it is one of two. */
function qualityOf(layers: Layer[], wish: Wish): VideoQuality {
	const layer = layerFor(layers, wish);
	const isLargest = layers.every(({ height }) => !layer || height <= layer.height);
	return !layer || isLargest ? VideoQuality.HIGH : layer.quality;
}
