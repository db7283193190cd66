/** The ways to a site's permissions: each of these browsers keeps them in another place. `inApp`: the browser of another
 *  app, such as WeChat, where the camera often does not work at all. */
export type Guide = "chrome" | "edge" | "safari" | "firefox" | "android" | "ios" | "iosApp" | "inApp" | "other";

const IN_APP = /MicroMessenger|DingTalk|Feishu|Lark|\bQQ\/|Weibo|FBAN|FBAV|FB_IAB|Instagram|\bLine\/|aweme|Douyin|TikTok|; wv\)/i;

/** Say where this browser keeps a site's permissions. iPads say that they are Macs, and only they have touch points. */
export function guideOf({ userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">): Guide {
	const is = (name: RegExp) => name.test(userAgent);
	if (is(IN_APP)) return "inApp";
	if (is(/QtWebEngine/)) return "other";
	if (is(/iPhone|iPad|iPod/) || (is(/Macintosh/) && maxTouchPoints > 1)) {
		return is(/CriOS|FxiOS|EdgiOS|OPiOS/) ? "iosApp" : "ios";
	}
	if (is(/Firefox/)) return "firefox";
	if (is(/Android/)) return "android";
	if (is(/Edg\//)) return "edge";
	if (is(/Chrome/)) return "chrome";
	return is(/Macintosh.*Safari/) ? "safari" : "other";
}

/** These ask again when the person closed the question without an answer. The others stay silent until a reload. */
export const asksAgain = (guide: Guide): boolean => guide === "chrome" || guide === "edge" || guide === "android";
