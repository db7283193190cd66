import { isSaid, lowerSaid, raiseSaid, type Said, withoutSaid, withSaid } from "../design/said";
import type { DesignControl } from "../design/useDesign";
import type { Screen } from "../talk/screen";

/** Draw words of the audience over the scenes, as an overlay of the show's design. */
export const screenOf = ({ design, edit, air }: Pick<DesignControl, "design" | "edit" | "air">): Screen => ({
	shows: (said: Said) => isSaid(design, said),
	put: (said: Said) => {
		if (isSaid(design, said)) return;
		air(lowerSaid);
		if (edit((now) => withSaid(now, said))) air(raiseSaid);
	},
	take: () => {
		air(lowerSaid);
		edit(withoutSaid);
	},
});
