import type { Place } from "../usePlace";
import type { ShowState } from "./useShow";

/** The properties of every part of a show's page. */
export interface OfShow extends ShowState {
	id: number;
	/** The admin may change things, and see the links. */
	may: boolean;
	go: (place: Place) => void;
	again: () => void;
	onOut: () => void;
}
