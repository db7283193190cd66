import { Replay } from "./Replay";
import { ReplayActions } from "./ReplayActions";
import { ReplayTalk } from "./ReplayTalk";

/** The parts of a replay for the watch page. They are one part of code, for the time after a show. */
export default { Replay, ReplayActions, ReplayTalk };
