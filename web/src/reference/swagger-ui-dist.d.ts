/** The part of Swagger UI that we use; its package brings no types. */
declare module "swagger-ui-dist/swagger-ui-es-bundle" {
	interface Options {
		domNode: Element;
		spec: object;
		[option: string]: unknown;
	}
	const SwaggerUI: ((options: Options) => unknown) & { presets: { apis: unknown } };
	export default SwaggerUI;
}
