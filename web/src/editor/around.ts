import type { Choice } from "../devices/choice";
import type { ExtraState } from "../devices/extra";
import type { Mutes } from "../devices/useMutes";
import type { ShowFiles } from "../files/showFiles";
import type { ScreensControl } from "../source/useScreens";

/** The studio's own things, which the editor offers: files, devices, people. */
export interface Around {
	files: ShowFiles;
	/** The cameras that the device bar does not use. */
	cameras: Choice[];
	/** The device bar's camera. */
	camera: { deviceId: string; choices: Choice[]; choose: (id: string) => void };
	/** The microphones that the show does not use yet. */
	microphones: Choice[];
	/** The devices of further cameras and microphones, by the ids of their sources. */
	devices: ExtraState;
	/** The further microphones that are mixed into the program, by the ids of their sources. */
	sounds: ReadonlyMap<string, MediaStreamTrack>;
	mutes: Mutes;
	/** The device bar's microphone is not muted. Its button mutes all microphones. */
	micOpen: boolean;
	/** The names of the guests on air. */
	people: string[];
	/** Viewers see a guest's screen. */
	guestScreen: boolean;
	/** The shared screens. Null: this browser cannot share any. */
	screens: ScreensControl | null;
	/** The planned start of the show in unix milliseconds. 0: nobody planned it. */
	startsAt: number;
}
