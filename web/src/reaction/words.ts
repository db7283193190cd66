import type { Kind } from "./kinds";

interface ReactionWords {
	reactions: string;
	kinds: Record<Kind, string>;
}

const zh: ReactionWords = {
	reactions: "回应",
	kinds: { thumb: "点赞", heart: "爱心", clap: "鼓掌", laugh: "笑", wow: "惊讶", fire: "太棒了" },
};

const en: ReactionWords = {
	reactions: "Reactions",
	kinds: { thumb: "Thumbs up", heart: "Heart", clap: "Applause", laugh: "Laughter", wow: "Surprise", fire: "Fire" },
};

export const reactionWords = { zh, en };
