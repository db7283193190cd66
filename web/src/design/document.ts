/** The show design as the server stores it (server/kaibo/features/design/document.py, which says what each field means).
 *  Every field is there: the server fills the defaults. Lengths and places are fractions of the frame. */

export interface Rect {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Crop {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export type Fit = "cover" | "contain";
export type Shape = "square" | "rounded" | "circle";

/** A source in a scene. The list of items is the order of painting. */
export interface Item {
	id: string;
	source: string;
	rect: Rect;
	crop: Crop;
	fit: Fit;
	shape: Shape;
	mirror: boolean;
	opacity: number;
	seen: boolean;
	locked: boolean;
	plate: boolean;
}

export interface Background {
	first: string;
	last: string;
	/** The hash of a picture; "" for the gradient. */
	file: string;
}

export type Layout = "grid" | "large";
export type Template = "" | "solo" | "grid" | "large" | "slides" | "interview" | "soon" | "back" | "thanks";

export interface Scene {
	id: string;
	name: string;
	template: Template;
	layout: Layout;
	large: string;
	free: boolean;
	items: Item[];
	background?: Background;
}

export type DesignSource =
	| { kind: "camera" | "microphone"; name: string; device: string; label: string }
	| { kind: "screen"; name: string }
	| { kind: "picture"; name: string; file: string; width: number; height: number }
	| { kind: "slides"; name: string; file: string; pages: number; width: number; height: number }
	| TextSource
	| { kind: "lowerThird"; title: string; line: string }
	| { kind: "countdown"; title: string; seconds: number; nextScene: string }
	| { kind: "clock"; zone: string; seconds: boolean }
	| { kind: "guest"; seat: number }
	| { kind: "guests" }
	| { kind: "guestScreen" }
	| { kind: "person"; who: string };

export interface TextSource {
	kind: "text";
	text: string;
	size: number;
	colour: string;
	back: string;
	align: "left" | "center" | "right";
	bold: boolean;
}

export interface Brand {
	colour: string;
	background: Background;
}

/** The scene on air as viewers see it, while the host's change of it is a draft. */
export interface Shown {
	scene: Scene;
	sources: Record<string, DesignSource>;
	overlays: Item[];
	brand: Brand;
}

/** The state of the show on air. Undo never touches it. */
export interface Air {
	scene: string;
	pages: Record<string, number>;
	overlays: string[];
	ends: Record<string, number>;
	shown?: Shown;
}

export interface Design {
	v: 1;
	sources: Record<string, DesignSource>;
	scenes: Scene[];
	overlays: Item[];
	brand: Brand;
	air: Air;
}

/** The sources that the device bar and the share button own. */
export const CAMERA = "camera";
export const SCREEN = "screen";
/** The id of the picture that is a guest's screen. No source of a design can have it. */
export const GUEST_SCREEN = "guest/screen";
