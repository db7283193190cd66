/** Banners, and how to make and change them. */
interface BannerUiWords {
	banners: string;
	/** Makes one. */
	banner: string;
	more: (banner: string) => string;
	edit: string;
	moveLeft: string;
	moveRight: string;
	remove: string;
	removed: (banner: string) => string;
	undo: string;
	newBanner: string;
	title: string;
	line: string;
	/** A person's name fills the fields. */
	people: string;
	empty: string;
	atOnce: string;
	close: string;
	add: string;
	save: string;
}

const zh: BannerUiWords = {
	banners: "横幅",
	banner: "横幅",
	more: (banner) => `“${banner}”的更多操作`,
	edit: "修改",
	moveLeft: "向左移",
	moveRight: "向右移",
	remove: "删除",
	removed: (banner) => `已删除“${banner}”`,
	undo: "撤销",
	newBanner: "新横幅",
	title: "标题",
	line: "第二行",
	people: "直接用连麦里的名字",
	empty: "请填写标题或第二行。",
	atOnce: "保存后，观众马上看到新的文字。",
	close: "关闭",
	add: "添加",
	save: "保存",
};

const en: BannerUiWords = {
	banners: "Banners",
	banner: "Banner",
	more: (banner) => `More for “${banner}”`,
	edit: "Edit",
	moveLeft: "Move left",
	moveRight: "Move right",
	remove: "Delete",
	removed: (banner) => `“${banner}” is deleted`,
	undo: "Undo",
	newBanner: "New banner",
	title: "Title",
	line: "Second line",
	people: "Use a name on the stage",
	empty: "Write a title or a second line.",
	atOnce: "Viewers see the new words as soon as you save.",
	close: "Close",
	add: "Add",
	save: "Save",
};

export const bannerWords = { zh, en };
