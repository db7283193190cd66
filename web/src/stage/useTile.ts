import { useEffect, useState } from "react";
import { TILE } from "./backstage";

/** Return a copy of the camera, scaled down for the stage. The program keeps the full picture. */
export function useTile(camera: MediaStreamTrack | null): MediaStreamTrack | null {
	const [tile, setTile] = useState<MediaStreamTrack | null>(null);
	useEffect(() => {
		if (!camera) return setTile(null);
		const clone = camera.clone();
		const size = { width: { max: TILE.width }, height: { max: TILE.height }, frameRate: { max: TILE.fps } };
		// A camera that cannot scale is sent in its own size.
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
