import type { WatchView } from "../net/types";

/** Return when the show is planned to start, in unix ms. 0: nobody planned it. */
export const startOf = ({ Planned, LiveTime }: WatchView): number => (Planned ? LiveTime * 1000 : 0);
