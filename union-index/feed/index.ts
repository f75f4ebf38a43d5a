/** What is passed on to discovery systems, for those who serve it. */
export * from './contract.ts';
export { createFeedRenderer } from './render/create-feed-renderer.ts';
export { type DublinCoreElement, toDublinCore } from './render/dublin-core.ts';
