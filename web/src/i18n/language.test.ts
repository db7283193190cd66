import { expect, test } from "vitest";
import { read } from "./language";

test("the chosen language wins, then the link's, then the browser's first", () => {
	expect(read("en", "zh", ["zh-CN"])).toBe("en");
	expect(read(null, "zh", ["en"])).toBe("zh");
	expect(read(null, null, ["zh-TW", "en"])).toBe("zh");
	expect(read(null, "", ["de", "zh"])).toBe("en");
	expect(read("xx", null, [])).toBe("zh");
});
