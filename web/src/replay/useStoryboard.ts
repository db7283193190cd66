import { useEffect, useRef, useState } from "react";
import { type Tile, tilesOf } from "./storyboard";

/** Read the storyboard at `address` when it is first wanted. Without one there are no small pictures. */
export function useStoryboard(address: string, wanted: boolean): readonly Tile[] {
	const [tiles, setTiles] = useState<readonly Tile[]>([]);
	const asked = useRef("");
	useEffect(() => {
		if (!wanted || !address || asked.current === address) return;
		asked.current = address;
		fetch(address).then(
			async (answer) => {
				const text = answer.ok ? await answer.text() : "";
				if (asked.current === address) setTiles(tilesOf(text, address));
			},
			() => {
				// The next time that the viewer points at the bar asks again.
				asked.current = "";
			},
		);
	}, [address, wanted]);
	return tiles;
}
