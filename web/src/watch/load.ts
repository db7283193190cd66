import { tryAgain } from "../net/retry";

/** After so many failures the files are gone: the server has another build now. */
const MOST = 4;

/** Load a part of the page's code. Files that do not come are asked for again, a few times. */
export const patiently = <Module>(load: () => Promise<Module>): Promise<Module> => tryAgain(load, MOST, () => true);

/** Load the code that plays the program, with livekit-client. It is most of the page, so a waiting viewer does without. */
export const loadProgram = () => patiently(() => import("./program"));
