/** The reactions that the server counts, and how they look. */
export const SIGNS = { thumb: "👍", heart: "❤️", clap: "👏", laugh: "😂", wow: "😮", fire: "🔥" } as const;

export type Kind = keyof typeof SIGNS;

export const KINDS = Object.keys(SIGNS) as Kind[];
