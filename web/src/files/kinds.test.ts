import { expect, test } from "vitest";
import { checked, FileRefused } from "./kinds";

const MB = 1024 * 1024;
const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));
const be = (...numbers: number[]) =>
	bytes(numbers.map((each) => String.fromCharCode(each >>> 24, (each >>> 16) & 255, (each >>> 8) & 255, each & 255)).join(""));
const png = (width: number, height: number) =>
	new Blob([bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), be(width, height), bytes("\x08\x02\0\0\0")]);
const jpeg = (width: number, height: number, before = "") =>
	new Blob([bytes(`\xff\xd8${before}\xff\xff\xc0\0\x11\x08`), be(height * 65536 + width), bytes("\x03")]);
const JFIF = "\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const lossy = (width: number, height: number) =>
	new Blob([
		bytes("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"),
		Uint8Array.of(width & 255, width >> 8, height & 255, height >> 8),
	]);
const lossless = (width: number, height: number) => {
	const bits = (width - 1) | ((height - 1) << 14);
	return new Blob([bytes("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f"), Uint8Array.of(bits, bits >>> 8, bits >>> 16, bits >>> 24)]);
};
const extended = (width: number, height: number) => {
	const three = (one: number) => [one - 1, (one - 1) >> 8, (one - 1) >> 16];
	return new Blob([bytes("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"), Uint8Array.of(...three(width), ...three(height))]);
};
const filled = (size: number) => new Blob(["%PDF-1.7\n", new Uint8Array(size - 9)]);

test.each([
	["image/png", png(10_000, 5_000)],
	["image/jpeg", jpeg(10_000, 5_000)],
	["image/jpeg", jpeg(640, 360, JFIF)],
	["image/webp", lossy(10_000, 5_000)],
	["image/webp", lossless(10_000, 5_000)],
	["image/webp", extended(10_000, 5_000)],
	["application/pdf", new Blob(["\n%PDF-1.4"])],
	["application/pdf", filled(150 * MB)],
])("a file of the type %s is taken by its content", async (kind, file) => {
	expect(await checked(file)).toBe(kind);
});

test.each([
	["empty", new Blob()],
	["office", new Blob(["PK\x03\x04"])],
	["marks", new Blob(["\ufeff <svg xmlns='http://www.w3.org/2000/svg'/>"])],
	["marks", new Blob(["<!doctype html>"])],
	["unknown", new Blob(["GIF89a"])],
	["broken", new Blob([bytes("\x89PNG\r\n\x1a\n\0\0")])],
	["broken", jpeg(0, 5)],
	["broken", new Blob([bytes("\xff\xd8\xff\xe0\0\x10")])],
	["broken", new Blob([bytes("\xff\xd8\xff\xd8nothing")])],
	["broken", new Blob([bytes("RIFF\0\0\0\0WEBPALPH")])],
	["large", filled(150 * MB + 1)],
	["large", new Blob([png(1, 1), new Uint8Array(20 * MB)])],
	["pixels", png(50_001, 1_000)],
	["pixels", png(2 ** 32 - 1, 2 ** 32 - 1)],
	["pixels", jpeg(65_535, 65_535, JFIF)],
	["pixels", lossy(16_383, 16_383)],
	["pixels", lossless(16_384, 16_384)],
	["pixels", extended(16_777_216, 16_777_216)],
])("a file that is %s is refused, and no pixel is decoded", async (why, file) => {
	const refused = await checked(file).catch((error: unknown) => error);
	expect(refused).toBeInstanceOf(FileRefused);
	expect((refused as FileRefused).why).toBe(why);
});
