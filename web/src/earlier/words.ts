/** Starting from an earlier show. */
interface EarlierWords {
	title: string;
	text: string;
	search: string;
	looking: string;
	slow: string;
	failed: string;
	none: string;
	noneCure: string;
	notFound: string;
	scenes: (count: number) => string;
	list: string;
	onAir: string;
	/** Asked when the present show has changes of the host. */
	question: string;
	questionText: (show: string) => string;
	replace: string;
	back: string;
	copying: (show: string) => string;
	gone: string;
	notCopied: string;
	close: string;
}

const zh: EarlierWords = {
	title: "沿用往期直播",
	text: "会带来往期的场景、文字、图片和课件。随时可以撤销。",
	search: "搜索直播名称",
	looking: "正在查找往期直播…",
	slow: "网络有点慢，还在查找…",
	failed: "没有读到往期直播。请检查网络，然后重试。",
	none: "还没有往期直播",
	noneCure: "同一主播账号下，改过场景的直播会出现在这里。",
	notFound: "没有找到这个名称的直播。",
	scenes: (count) => `${count} 个场景`,
	list: "往期直播",
	onAir: "正在直播，不能整体更换场景。请在开播前，或下播后再换。",
	question: "要换掉现在的场景吗？",
	questionText: (show) => `“${show}”的场景会替换你做好的场景。点“撤销”可以找回。`,
	replace: "替换",
	back: "返回",
	copying: (show) => `正在换成“${show}”的样子…`,
	gone: "这场直播已被删除，请选另一场。",
	notCopied: "没有换成。请检查网络，然后再试一次。",
	close: "关闭",
};

const en: EarlierWords = {
	title: "Start from an earlier show",
	text: "Its scenes, texts, pictures and slides come here. You can undo it.",
	search: "Search by name",
	looking: "Looking for earlier shows…",
	slow: "The connection is slow. Still looking…",
	failed: "The list did not come. Check your connection and try again.",
	none: "There are no earlier shows yet",
	noneCure: "Shows of the same host account appear here once their scenes were changed.",
	notFound: "No earlier show has this name.",
	scenes: (count) => (count === 1 ? "1 scene" : `${count} scenes`),
	list: "Earlier shows",
	onAir: "You are on air, so your scenes stay. Replace them before a show, or after its end.",
	question: "Replace your scenes?",
	questionText: (show) => `The scenes of “${show}” take the place of yours. Undo brings yours back.`,
	replace: "Replace",
	back: "Back",
	copying: (show) => `Taking over the look of “${show}”…`,
	gone: "This show was deleted. Choose another one.",
	notCopied: "Nothing was copied. Check your connection and try again.",
	close: "Close",
};

export const earlierWords = { zh, en };
