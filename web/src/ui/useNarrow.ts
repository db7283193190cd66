import { useMedia } from "./useMedia";

/** Tell whether the window is as narrow as a phone. */
export const useNarrow = () => useMedia("(max-width: 767px)");
