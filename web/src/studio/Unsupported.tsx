import { MonitorSmartphone } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Notice } from "../ui/Notice";

const WORDS = {
	zh: {
		title: "主播目前需要用 Chrome 或 Edge",
		text: "这个浏览器还不能合成画面。请在电脑上用 Chrome 或 Edge 打开同一个链接。",
	},
	en: {
		title: "Hosting needs Chrome or Edge for now",
		text: "This browser cannot compose the picture yet. Open the same link in Chrome or Edge on a computer.",
	},
};

/** Say that this browser cannot make the program. */
export default function Unsupported() {
	return <Notice alert icon={<MonitorSmartphone size={28} />} {...useWords(WORDS)} />;
}
