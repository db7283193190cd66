import type { Choice } from "../devices/choice";
import type { ExtraState } from "../devices/extra";
import type { ShowFiles } from "../files/showFiles";

/** The studio's own things, which the editor offers: files, devices, people. */
export interface Around {
	files: ShowFiles;
	/** The cameras that the device bar does not use. */
	cameras: Choice[];
	/** The devices of further cameras, by the ids of their sources. */
	extra: ExtraState;
	/** The names of the guests on air. */
	people: string[];
	/** A screen is shared now. */
	sharing: boolean;
	/** Begin to share a screen. Null: this browser cannot. */
	share: (() => void) | null;
	/** The planned start of the show in unix milliseconds. 0: nobody planned it. */
	startsAt: number;
}
