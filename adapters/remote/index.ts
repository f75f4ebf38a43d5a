/** An adapter that is somewhere else, and what both ends of its wire agree on. */
export { createRemoteAdapter } from './adapter.ts';
export type { RemoteAdapter } from './adapter.ts';
