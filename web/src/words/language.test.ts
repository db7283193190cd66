import { expect, test } from "vitest";
import { read } from "./language";

test("the chosen language wins, then the browser's first wish", () => {
	expect(read("en", ["zh-CN"])).toBe("en");
	expect(read(null, ["zh-TW", "en"])).toBe("zh");
	expect(read(null, ["de", "zh"])).toBe("en");
	expect(read("xx", [])).toBe("zh");
});
