import type { Language } from "../i18n/language";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Write a number of bytes in the largest unit that it fills, of 1000 each. */
export function bytes(number: number, language: Language): string {
	const step = Math.min(Math.floor(Math.log10(Math.max(number, 1)) / 3), UNITS.length - 1);
	const form = { style: "unit", unit: UNITS[step], unitDisplay: "short", maximumSignificantDigits: 3 } as const;
	return new Intl.NumberFormat(language, form).format(number / 1000 ** step);
}
