/** What discovery systems ask for, for those who serve it. */
export { registerDaia } from './daia/register-daia.ts';
export { createGraphClient, type GraphClient } from './graph-client.ts';
export type { LiveServiceOptions } from './live/service-options.ts';
export { registerRtac } from './rtac/register-rtac.ts';
export { createTitleLoader, type LoadTitle } from './title-loader.ts';
