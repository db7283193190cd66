import type { Refusal } from "./orders";

/** Slides: the pages of a PDF. */
interface SlidesWords {
	slides: string;
	previous: string;
	next: string;
	page: (page: number, pages: number) => string;
	goTo: (page: number) => string;
	allPages: string;
	/** Why a file is not shown, and what to do. */
	refused: Record<Refusal, { cause: string; cure: string }>;
	/** How to make a PDF, a line for each program. */
	exports: string[];
	fontsOutside: (names: string[]) => { cause: string; cure: string };
}

/** Names in a sentence. More are not read. */
const MOST_NAMES = 3;

const zh: SlidesWords = {
	slides: "讲稿",
	previous: "上一页",
	next: "下一页",
	page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
	goTo: (page) => `转到第 ${page} 页`,
	allPages: "全部页面",
	refused: {
		presentation: { cause: "这是演示文稿，不是 PDF", cure: "先导出为 PDF，再选一次：" },
		other: { cause: "这不是 PDF", cure: "请选一个 PDF 文件。" },
		encrypted: { cause: "这个 PDF 有密码", cure: "另存一份没有密码的，再选一次。" },
		broken: { cause: "这个 PDF 打不开，文件可能不完整", cure: "重新导出一份，再选一次。" },
		long: { cause: "这个 PDF 超过 500 页", cure: "分成几份，再选一次。" },
	},
	exports: ["PowerPoint：“文件” → “导出” → “创建 PDF”", "Keynote：“文件” → “导出为” → “PDF”", "WPS：“文件” → “输出为 PDF”"],
	fontsOutside: (names) => ({
		cause: `有 ${names.length} 种字体没有嵌入：${names.slice(0, MOST_NAMES).join("、")}${names.length > MOST_NAMES ? " 等" : ""}`,
		cure: "文字的样子可能会变，中文可能变成方框。重新导出时嵌入字体：在选项里选“PDF/A”。",
	}),
};

const fonts = (count: number) => (count === 1 ? "1 font is" : `${count} fonts are`);

const en: SlidesWords = {
	slides: "Slides",
	previous: "Previous",
	next: "Next",
	page: (page, pages) => `Page ${page} of ${pages}`,
	goTo: (page) => `Go to page ${page}`,
	allPages: "All pages",
	refused: {
		presentation: { cause: "This is a presentation, not a PDF", cure: "Export it as PDF, then choose that file:" },
		other: { cause: "This is not a PDF", cure: "Choose a PDF file." },
		encrypted: { cause: "This PDF has a password", cure: "Save a copy without the password, then choose that file." },
		broken: { cause: "This PDF does not open. The file may be incomplete", cure: "Export it again, then choose the new file." },
		long: { cause: "This PDF has more than 500 pages", cure: "Split it into parts, then choose one of them." },
	},
	exports: ["PowerPoint: File → Export → Create PDF", "Keynote: File → Export To → PDF", "WPS: File → Export to PDF"],
	fontsOutside: (names) => ({
		cause: `${fonts(names.length)} not in the file: ${names.slice(0, MOST_NAMES).join(", ")}${names.length > MOST_NAMES ? " and more" : ""}`,
		cure: "Text may look different, and Chinese may turn into boxes. Export with fonts embedded: choose PDF/A in the options.",
	}),
};

export const slidesWords = { zh, en };
