/** The library describes its light build by the types of the full one. */
declare module "hls.js/light" {
	export * from "hls.js";
	export { default } from "hls.js";
}

declare module "hls.js/dist/hls.worker.js?url" {
	const address: string;
	export default address;
}
