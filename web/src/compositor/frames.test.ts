import { expect, test } from "vitest";
import { isSoftware } from "./frames";

test("names of renderers tell a processor from a GPU", () => {
	const software = [
		"ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
		"ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)",
		"ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
	];
	const gpus = [
		"ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)",
		"ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)",
		"",
	];
	expect(software.map(isSoftware)).toEqual([true, true, true]);
	expect(gpus.map(isSoftware)).toEqual([false, false, false, false]);
});
