import type { Template } from "./document";

/** The texts of templates, the names of scenes, and the page's notices about the design. */
export interface DesignWords {
	template: Record<Exclude<Template, "">, string>;
	scene: string;
	soonTitle: string;
	soonLine: string;
	backTitle: string;
	backLine: string;
	thanksTitle: string;
	thanksLine: string;
	host: string;
	guest: string;
	notice: Record<"elsewhere" | "unsaved" | "unreadable" | "full", string>;
}

const zh: DesignWords = {
	template: {
		solo: "只有我",
		grid: "我和嘉宾",
		large: "主画面",
		slides: "讲稿和我",
		interview: "访谈",
		soon: "即将开始",
		back: "马上回来",
		thanks: "感谢观看",
	},
	scene: "场景",
	soonTitle: "直播即将开始",
	soonLine: "请稍候，马上见",
	backTitle: "休息一下",
	backLine: "我们马上回来",
	thanksTitle: "感谢观看",
	thanksLine: "下次再见",
	host: "主播",
	guest: "嘉宾",
	notice: {
		elsewhere: "场景在另一台设备上有改动，已更新。想找回自己的改动，请点“撤销”。",
		unsaved: "改动没有保存到服务器，只保留在这台设备上。",
		unreadable: "场景由更新的版本保存，这个页面无法读取，也不会覆盖它。请刷新页面。",
		full: "内容太多，没有添加。请先删除一些场景或素材。",
	},
};

const en: DesignWords = {
	template: {
		solo: "Just me",
		grid: "Side by side",
		large: "One large",
		slides: "Slides",
		interview: "Interview",
		soon: "Starting soon",
		back: "Back soon",
		thanks: "Thanks",
	},
	scene: "Scene",
	soonTitle: "Starting soon",
	soonLine: "The show is about to begin",
	backTitle: "Back soon",
	backLine: "We are taking a short break",
	thanksTitle: "Thank you for watching",
	thanksLine: "See you next time",
	host: "Host",
	guest: "Guest",
	notice: {
		elsewhere: "The scenes were changed on another device. Undo brings your version back.",
		unsaved: "The server did not save your changes. This device keeps them.",
		unreadable: "A newer version of Kaibo saved these scenes. Reload the page to change them.",
		full: "There is no room for this. Remove a scene or a source first.",
	},
};

export const designWords = { zh, en };

/** Return the name of a scene as people see it. */
export function sceneName({ name, template }: { name: string; template: Template }, words: DesignWords): string {
	return name || (template ? words.template[template] : words.scene);
}
