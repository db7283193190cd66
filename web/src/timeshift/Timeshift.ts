import { HlsPicture } from "./HlsPicture";
import { LiveSeek } from "./LiveSeek";
import { LiveTime } from "./LiveTime";

/** The parts of a show on air by HLS for the watch page. They are one part of code, for pages that have their picture or get none
 *  by WebRTC. */
export default { HlsPicture, LiveSeek, LiveTime };
