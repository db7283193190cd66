type KeyWords = Record<
	"mic" | "camera" | "share" | "scenes" | "banners" | "pages" | "live" | "undo" | "redo" | "list" | "on",
	string
>;

const zh: KeyWords = {
	mic: "开关麦克风",
	camera: "开关摄像头",
	share: "共享屏幕",
	scenes: "切换场景",
	banners: "显示或收起横幅",
	pages: "讲稿翻页",
	live: "移到“开播”，回车开播",
	undo: "撤销场景改动",
	redo: "重做场景改动",
	list: "打开这张表",
	on: "使用快捷键",
};

const en: KeyWords = {
	mic: "Microphone on or off",
	camera: "Camera on or off",
	share: "Share screen",
	scenes: "Switch scene",
	banners: "Show or hide a banner",
	pages: "Turn the pages of slides",
	live: "Move to “Go live”, then press Enter",
	undo: "Undo a change of scenes",
	redo: "Redo it",
	list: "This list",
	on: "Use keys",
};

export const keyWords = { zh, en };
