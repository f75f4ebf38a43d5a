/** What discovery systems ask for, over HTTP. */
export { createArrivals } from './arrivals.ts';
export { registerDaia } from './daia/register-daia.ts';
export { createGraphClient } from './graph-client.ts';
export { registerManifest } from './manifest/register-manifest.ts';
export { registerOaiPmh, type OaiPmhOptions } from './oai-pmh/index.ts';
export { registerRtac } from './rtac/register-rtac.ts';
export { registerSru } from './sru/register-sru.ts';
export { startFeedServer, type FeedServer } from './server.ts';
export { createTitleLoader } from './title-loader.ts';
