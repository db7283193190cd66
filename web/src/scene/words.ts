/** Scenes and what they show. */
interface SceneWords {
	scenes: string;
	scene: Record<"solo" | "grid" | "large", string>;
	largePicture: string;
	myScreen: string;
	me: string;
}

const zh: SceneWords = {
	scenes: "场景",
	scene: { solo: "只有我", grid: "我和嘉宾", large: "主画面" },
	largePicture: "大画面",
	myScreen: "我的屏幕",
	me: "我",
};

const en: SceneWords = {
	scenes: "Scenes",
	scene: { solo: "Just me", grid: "Side by side", large: "One large" },
	largePicture: "Large picture",
	myScreen: "My screen",
	me: "Me",
};

export const sceneWords = { zh, en };
