/** Scenes and what they show. */
interface SceneWords {
	scenes: string;
	largePicture: string;
	myScreen: string;
	me: string;
}

const zh: SceneWords = {
	scenes: "场景",
	largePicture: "大画面",
	myScreen: "我的屏幕",
	me: "我",
};

const en: SceneWords = {
	scenes: "Scenes",
	largePicture: "Large picture",
	myScreen: "My screen",
	me: "Me",
};

export const sceneWords = { zh, en };
