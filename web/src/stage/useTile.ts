import { useEffect, useState } from "react";
import { TILE } from "./backstage";

/** A camera scaled down for the stage: a clone, so that the program keeps the whole picture. */
export function useTile(camera: MediaStreamTrack | null): MediaStreamTrack | null {
	const [tile, setTile] = useState<MediaStreamTrack | null>(null);
	useEffect(() => {
		if (!camera) return setTile(null);
		const clone = camera.clone();
		const size = { width: { max: TILE.width }, height: { max: TILE.height }, frameRate: { max: TILE.fps } };
		// A camera that cannot be scaled is sent as it is.
		void clone
			.applyConstraints(size)
			.catch(() => {})
			.then(() => setTile(clone));
		return () => {
			clone.stop();
			setTile(null);
		};
	}, [camera]);
	return tile;
}
