import { pauseAfter } from "../net/retry";

/** After so many failures the files are gone: the server has another build now. */
const MOST = 4;

/** Load the code that plays the program, with livekit-client. It is most of the page, so a waiting viewer does without. */
export async function loadProgram(load = () => import("./program")): Promise<typeof import("./program")> {
	for (let failures = 0; ; failures += 1) {
		try {
			return await load();
		} catch (error) {
			if (failures === MOST) throw error;
		}
		await new Promise((done) => setTimeout(done, pauseAfter(failures)));
	}
}
