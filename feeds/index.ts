/** What discovery systems ask for, over HTTP. */
export { registerManifest, type ManifestRoutes } from './manifest/register-manifest.ts';
export { registerOaiPmh, type OaiPmhOptions } from './oai-pmh/index.ts';
export { startFeedServer, type FeedServer } from './server.ts';
