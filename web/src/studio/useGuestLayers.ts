import type { Room } from "livekit-client";
import { useCallback } from "react";
import { GUEST_SCREEN } from "../design/document";
import type { Box } from "../scene/place";
import { type SeenGuest, shownScreen } from "../stage/guests";
import { type Drawn, useLayers } from "../stage/useLayers";

/** Take of each guest's camera and screen the layer that the program needs. All else draws them small. */
export function useGuestLayers(room: Room | null, boxes: Box[], guests: SeenGuest[]): void {
	const ofScreen = shownScreen(guests)?.guest.Identity ?? "";
	const drawn = useCallback<Drawn>(
		(identity, picture) => {
			if (picture === "camera") return widthOf(boxes, identity);
			return identity === ofScreen ? widthOf(boxes, GUEST_SCREEN) : 0;
		},
		[boxes, ofScreen],
	);
	useLayers(room, drawn);
}

/** Return how wide the program draws a whole 16:9 picture of a source, in pixels; 0 where it does not. A tall place shows a
 *  part of it. */
const widthOf = (boxes: Box[], source: string) =>
	Math.max(0, ...boxes.map((box) => (box.source === source ? Math.max(box.width, (box.height * 16) / 9) : 0)));
