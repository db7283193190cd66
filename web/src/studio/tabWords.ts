/** The tabs of a desk without room for both the layers and the guests. */
interface TabWords {
	tabs: string;
	layers: string;
	guests: (count: number) => string;
	waiting: string;
}

const zh: TabWords = {
	tabs: "图层和嘉宾",
	layers: "图层",
	guests: (count) => (count ? `嘉宾（${count}）` : "嘉宾"),
	waiting: "有人在等你处理",
};

const en: TabWords = {
	tabs: "Layers and guests",
	layers: "Layers",
	guests: (count) => (count ? `Guests (${count})` : "Guests"),
	waiting: "Someone is waiting for you",
};

export const tabWords = { zh, en };
