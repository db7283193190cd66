import type { DesignSource } from "../design/document";
import type { Refusal as FileRefusal } from "../files/kinds";

interface Trouble {
	cause: string;
	cure: string;
}

/** The editor of a scene. */
export interface EditorWords {
	close: string;
	rail: string;
	inScene: (scene: string) => string;
	handles: string;
	moveByKeys: (layer: string) => string;
	list: string;
	listKeys: string;
	nothing: string;
	kinds: Record<DesignSource["kind"], string>;
	myCamera: string;
	guest: (seat: number) => string;
	guestScreenLarge: string;
	placeGuestScreen: string;
	hidden: (layer: string) => string;
	hide: (layer: string) => string;
	show: (layer: string) => string;
	lock: (layer: string) => string;
	unlock: (layer: string) => string;
	forward: string;
	back: string;
	duplicate: string;
	remove: string;
	arrange: string;
	add: string;
	adds: Record<
		"screen" | "furtherScreen" | "file" | "text" | "lowerThird" | "countdown" | "clock" | "logo" | "guests" | "guestScreen",
		string
	>;
	addCamera: (label: string) => string;
	addMicrophone: (label: string) => string;
	newText: string;
	newTitle: string;
	newLine: string;
	file: {
		refused: Record<FileRefusal, Trouble>;
		failed: Trouble;
		checking: (name: string) => string;
	};
	framing: string;
	framings: Record<"fill" | "whole" | "round", string>;
	zoom: string;
	left: string;
	top: string;
	width: string;
	height: string;
	opacity: string;
	mirror: string;
	plate: string;
	text: string;
	size: string;
	colour: string;
	bold: string;
	behind: string;
	backColour: string;
	align: string;
	aligns: Record<"left" | "center" | "right", string>;
	title: string;
	line: string;
	until: string;
	untils: Record<"start" | "minutes", string>;
	minutes: string;
	noStart: string;
	after: string;
	stay: string;
	start: string;
	stop: string;
	seconds: string;
	device: string;
	deviceMissing: string;
	unnamed: (index: number) => string;
	cameraName: string;
	microphones: string;
	microphonesHeard: string;
	mute: (microphone: string) => string;
	unmute: (microphone: string) => string;
	allMuted: string;
	level: (microphone: string) => string;
	removeOf: (microphone: string) => string;
	notConnected: string;
	notOpened: string;
	/** The device bar uses the same microphone. */
	alreadyMine: string;
	opening: string;
	page: (pages: number) => string;
	replace: string;
	share: string;
	shareAs: (layer: string) => string;
	shareOther: string;
	stopSharing: string;
	notShared: Trouble;
	look: string;
	brand: string;
	ground: string;
	groundOf: (scene: string) => string;
	grounds: Record<"shared" | "colours" | "picture", string>;
	groundFirst: string;
	groundLast: string;
	groundPicture: string;
	noPicture: string;
}

const zh: EditorWords = {
	close: "关闭",
	rail: "编辑这个场景",
	inScene: (scene) => `“${scene}”里有`,
	handles: "画面上的素材",
	moveByKeys: (layer) => `${layer}，用方向键移动`,
	list: "素材，最上层在前",
	listKeys: "方向键选择，Alt 加方向键移动，Delete 删除",
	nothing: "这个场景里还没有素材，点“添加”放进来。",
	kinds: {
		camera: "摄像头",
		microphone: "麦克风",
		screen: "我的屏幕",
		picture: "图片",
		slides: "讲稿",
		text: "文字",
		lowerThird: "人名条",
		countdown: "倒计时",
		clock: "时钟",
		guest: "嘉宾",
		guests: "所有在画面里的嘉宾",
		guestScreen: "嘉宾共享的屏幕",
		person: "嘉宾",
	},
	myCamera: "我的摄像头",
	guest: (seat) => `嘉宾 ${seat}`,
	guestScreenLarge: "嘉宾共享的屏幕正在画面里，自动放大。",
	placeGuestScreen: "自己摆放",
	hidden: (layer) => `${layer}，已隐藏`,
	hide: (layer) => `隐藏${layer}`,
	show: (layer) => `显示${layer}`,
	lock: (layer) => `锁定${layer}`,
	unlock: (layer) => `解锁${layer}`,
	forward: "上移一层",
	back: "下移一层",
	duplicate: "复制一份",
	remove: "删除",
	arrange: "自动排列",
	add: "添加素材",
	adds: {
		screen: "屏幕、窗口或标签页",
		furtherScreen: "再共享一个屏幕、窗口或标签页…",
		file: "图片或 PDF 讲稿…",
		text: "文字",
		lowerThird: "人名条",
		countdown: "倒计时",
		clock: "时钟",
		logo: "标志…",
		guests: "所有在画面里的嘉宾",
		guestScreen: "嘉宾共享的屏幕",
	},
	addCamera: (label) => `摄像头：${label}`,
	addMicrophone: (label) => `麦克风：${label}`,
	newText: "文字",
	newTitle: "姓名",
	newLine: "职务或单位",
	file: {
		refused: {
			empty: { cause: "这个文件是空的", cure: "请选另一个文件。" },
			office: { cause: "这是演示文稿或文档，不是 PDF", cure: "先导出为 PDF，再选一次。" },
			marks: { cause: "不支持 SVG 和网页文件", cure: "请存成 PNG，再选一次。" },
			unknown: { cause: "不支持这种文件", cure: "请选 PNG、JPEG、WebP 图片，或 PDF。" },
			broken: { cause: "这个文件打不开，可能不完整", cure: "重新导出一份，再选一次。" },
			large: { cause: "这个文件太大", cure: "图片最大 20 MB，PDF 最大 150 MB。" },
			pixels: { cause: "这张图片太大", cure: "最多 5000 万像素，请缩小后再选一次。" },
		},
		failed: { cause: "没有读到这个文件", cure: "请再选一次。" },
		checking: (name) => `正在读取${name}…`,
	},
	framing: "取景",
	framings: { fill: "铺满", whole: "完整", round: "圆形" },
	zoom: "放大",
	left: "左 %",
	top: "上 %",
	width: "宽 %",
	height: "高 %",
	opacity: "不透明度",
	mirror: "左右翻转",
	plate: "显示名字",
	text: "文字",
	size: "字号",
	colour: "颜色",
	bold: "加粗",
	behind: "文字后面的底色",
	backColour: "底色",
	align: "对齐",
	aligns: { left: "左", center: "中", right: "右" },
	title: "标题",
	line: "第二行",
	until: "倒数",
	untils: { start: "到计划的开播时间", minutes: "几分钟" },
	minutes: "分钟",
	noStart: "还没有计划开播时间，所以不显示倒计时。",
	after: "结束后",
	stay: "不切换",
	start: "开始",
	stop: "停止",
	seconds: "显示秒",
	device: "摄像头",
	deviceMissing: "没有接上这个摄像头",
	unnamed: (index) => `设备 ${index}`,
	cameraName: "名字，显示在画面上",
	microphones: "更多麦克风",
	microphonesHeard: "每个场景里都听得到。麦克风按钮会把它们一起静音。",
	mute: (microphone) => `静音${microphone}`,
	unmute: (microphone) => `打开${microphone}`,
	allMuted: "所有麦克风都已静音",
	level: (microphone) => `${microphone}的音量`,
	removeOf: (microphone) => `删除${microphone}`,
	notConnected: "没有接上",
	notOpened: "打不开，可能别的程序正在用",
	alreadyMine: "这就是你的主麦克风",
	opening: "正在打开…",
	page: (pages) => `页，共 ${pages} 页`,
	replace: "替换…",
	share: "共享",
	shareAs: (layer) => `共享${layer}`,
	shareOther: "换一个来共享…",
	stopSharing: "停止共享",
	notShared: { cause: "现在没有在共享", cure: "刷新页面后要再共享一次。" },
	look: "整场的样子",
	brand: "主题色",
	ground: "背景",
	groundOf: (scene) => `“${scene}”的背景`,
	grounds: { shared: "和整场一样", colours: "自选颜色", picture: "图片" },
	groundFirst: "背景，左上的颜色",
	groundLast: "背景，右下的颜色",
	groundPicture: "背景图片…",
	noPicture: "不用图片",
};

const en: EditorWords = {
	close: "Close",
	rail: "Edit this scene",
	inScene: (scene) => `In “${scene}”`,
	handles: "Layers on the picture",
	moveByKeys: (layer) => `${layer}. The arrow keys move it`,
	list: "Layers, the topmost first",
	listKeys: "Arrow keys choose, Alt and an arrow key move, Delete removes",
	nothing: "This scene has no layers yet. Press “Add” to put one in.",
	kinds: {
		camera: "Camera",
		microphone: "Microphone",
		screen: "My screen",
		picture: "Picture",
		slides: "Slides",
		text: "Text",
		lowerThird: "Name strip",
		countdown: "Countdown",
		clock: "Clock",
		guest: "Guest",
		guests: "All guests on air",
		guestScreen: "A guest’s screen",
		person: "Guest",
	},
	myCamera: "My camera",
	guest: (seat) => `Guest ${seat}`,
	guestScreenLarge: "Viewers see a guest’s screen. The scene makes it large by itself.",
	placeGuestScreen: "Place it yourself",
	hidden: (layer) => `${layer}, hidden`,
	hide: (layer) => `Hide ${layer}`,
	show: (layer) => `Show ${layer}`,
	lock: (layer) => `Lock ${layer}`,
	unlock: (layer) => `Unlock ${layer}`,
	forward: "Move to the front",
	back: "Move to the back",
	duplicate: "Make a copy",
	remove: "Delete",
	arrange: "Arrange automatically",
	add: "Add a layer",
	adds: {
		screen: "Screen, window or tab",
		furtherScreen: "Another screen, window or tab…",
		file: "Picture or PDF slides…",
		text: "Text",
		lowerThird: "Name strip",
		countdown: "Countdown",
		clock: "Clock",
		logo: "Logo…",
		guests: "All guests on air",
		guestScreen: "A guest’s screen",
	},
	addCamera: (label) => `Camera: ${label}`,
	addMicrophone: (label) => `Microphone: ${label}`,
	newText: "Text",
	newTitle: "Name",
	newLine: "Role or company",
	file: {
		refused: {
			empty: { cause: "This file is empty", cure: "Choose another file." },
			office: { cause: "This is an Office file, not a PDF", cure: "Export it as PDF, then choose that file." },
			marks: { cause: "SVG files and web pages cannot be used", cure: "Save it as PNG, then choose that file." },
			unknown: { cause: "This kind of file cannot be used", cure: "Choose a PNG, JPEG or WebP picture, or a PDF." },
			broken: { cause: "This file does not open. It may be incomplete", cure: "Export it again, then choose the new file." },
			large: { cause: "This file is too large", cure: "A picture may have 20 MB, and a PDF 150 MB." },
			pixels: { cause: "This picture is too large", cure: "Make it smaller: at most 50 megapixels." },
		},
		failed: { cause: "The browser could not read this file", cure: "Choose it once more." },
		checking: (name) => `Reading ${name}…`,
	},
	framing: "Framing",
	framings: { fill: "Fill", whole: "Whole", round: "Round" },
	zoom: "Zoom",
	left: "Left %",
	top: "Top %",
	width: "Width %",
	height: "Height %",
	opacity: "Opacity",
	mirror: "Mirror",
	plate: "Show the name",
	text: "Text",
	size: "Size",
	colour: "Colour",
	bold: "Bold",
	behind: "Colour behind the text",
	backColour: "Colour behind",
	align: "Align",
	aligns: { left: "Left", center: "Centre", right: "Right" },
	title: "Title",
	line: "Second line",
	until: "Counts",
	untils: { start: "To the planned start", minutes: "Some minutes" },
	minutes: "Minutes",
	noStart: "This show has no planned start, so there is no countdown.",
	after: "Then",
	stay: "Stay in the scene",
	start: "Start",
	stop: "Stop",
	seconds: "Show seconds",
	device: "Camera",
	deviceMissing: "This camera is not plugged in",
	unnamed: (index) => `Device ${index}`,
	cameraName: "Name on the picture",
	microphones: "Further microphones",
	microphonesHeard: "Viewers hear them in every scene. The microphone button mutes them too.",
	mute: (microphone) => `Mute ${microphone}`,
	unmute: (microphone) => `Unmute ${microphone}`,
	allMuted: "All microphones are muted",
	level: (microphone) => `Level of ${microphone}`,
	removeOf: (microphone) => `Delete ${microphone}`,
	notConnected: "Not plugged in",
	notOpened: "It does not open. Another program may use it",
	alreadyMine: "This is already your microphone",
	opening: "Opening…",
	page: (pages) => `Page of ${pages}`,
	replace: "Replace…",
	share: "Share",
	shareAs: (layer) => `Share ${layer}`,
	shareOther: "Share something else…",
	stopSharing: "Stop sharing",
	notShared: { cause: "This is not shared now", cure: "After a reload it must be shared again." },
	look: "Look of the whole show",
	brand: "Brand colour",
	ground: "Background",
	groundOf: (scene) => `Background of “${scene}”`,
	grounds: { shared: "The same as the whole show", colours: "Own colours", picture: "A picture" },
	groundFirst: "Background, colour at the top left",
	groundLast: "Background, colour at the bottom right",
	groundPicture: "Background picture…",
	noPicture: "Without the picture",
};

export const editorWords = { zh, en };
