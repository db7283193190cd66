/** Load the painters of texts and times. Most shows begin with cameras alone, and then nothing of this is needed. */
export const painters = () => import("./painters");
