import { useSyncExternalStore } from "react";
import type { Talk, TalkState } from "../net/talk";

/** Follow the conversation of the page. */
export const useTalk = (talk: Talk): TalkState => useSyncExternalStore(talk.listen, talk.get);
