/** What discovery systems ask for, over HTTP. */
export { registerOaiPmh, type OaiPmhOptions } from './oai-pmh/index.ts';
export { startFeedServer, type FeedServer, type FeedServerOptions } from './server.ts';
