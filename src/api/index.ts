/**
 * The contract of the REST API under `/api/v1`: the shape of every request and answer. The server validates by these
 * schemas and publishes them as OpenAPI; the page is typed by them. Paths are in the comments.
 */
export * from './applications.ts';
export * from './common.ts';
export * from './connectors.ts';
export * from './directories.ts';
export * from './runs.ts';
export * from './session.ts';
export * from './settings.ts';
export * from './types.ts';
