/** The fonts of words in pictures, as a canvas takes them. The same as in tokens.css. */
export const FONTS =
	'-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif';
