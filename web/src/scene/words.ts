/** Scenes and what they show. */
export interface SceneWords {
	scenes: string;
	largePicture: string;
	myScreen: string;
	me: string;
	slides: string;
	newScene: string;
	more: (scene: string) => string;
	rename: string;
	duplicate: string;
	moveLeft: string;
	moveRight: string;
	background: string;
	remove: string;
	/** The scene that viewers see stays. */
	removeOnAir: string;
	removed: (scene: string) => string;
	undo: string;
	name: string;
	save: string;
	close: string;
	/** Start from an earlier show. */
	earlier: string;
	copied: (show: string) => string;
}

const zh: SceneWords = {
	scenes: "场景",
	largePicture: "大画面",
	myScreen: "我的屏幕",
	me: "我",
	slides: "讲稿",
	newScene: "新场景",
	more: (scene) => `“${scene}”的更多操作`,
	rename: "改名",
	duplicate: "复制一份",
	moveLeft: "向左移",
	moveRight: "向右移",
	background: "背景",
	remove: "删除",
	removeOnAir: "正在播出，不能删除",
	removed: (scene) => `已删除“${scene}”`,
	undo: "撤销",
	name: "场景名称",
	save: "保存",
	close: "关闭",
	earlier: "沿用往期直播…",
	copied: (show) => `已换成“${show}”的样子`,
};

const en: SceneWords = {
	scenes: "Scenes",
	largePicture: "Large picture",
	myScreen: "My screen",
	me: "Me",
	slides: "Slides",
	newScene: "New scene",
	more: (scene) => `More for “${scene}”`,
	rename: "Rename",
	duplicate: "Duplicate",
	moveLeft: "Move left",
	moveRight: "Move right",
	background: "Background",
	remove: "Delete",
	removeOnAir: "On air now, can’t be deleted",
	removed: (scene) => `“${scene}” is deleted`,
	undo: "Undo",
	name: "Name of the scene",
	save: "Save",
	close: "Close",
	earlier: "Start from an earlier show…",
	copied: (show) => `This show looks like “${show}” now`,
};

export const sceneWords = { zh, en };
