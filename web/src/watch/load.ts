import { pauseAfter } from "../net/retry";

/** After so many failures the files are gone: the server has another build now. */
const MOST = 4;

/** Load a part of the page's code. Files that do not come are asked for again, a few times. */
export async function patiently<Module>(load: () => Promise<Module>): Promise<Module> {
	for (let failures = 0; ; failures += 1) {
		try {
			return await load();
		} catch (error) {
			if (failures === MOST) throw error;
		}
		await new Promise((done) => setTimeout(done, pauseAfter(failures)));
	}
}

/** Load the code that plays the program, with livekit-client. It is most of the page, so a waiting viewer does without. */
export const loadProgram = () => patiently(() => import("./program"));
