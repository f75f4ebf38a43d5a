export type { ExplorerOptions } from './explorer/explorer.ts';
export type { ReadyReport, SystemReadiness } from './health.ts';
export { createHttpExecutor } from './http-executor.ts';
export type { HttpExecutor } from './http-executor.ts';
export type { IdentityMeans } from './identity/index.ts';
export { createKeyReader } from './identity/keys.ts';
export { createTokenReader } from './identity/tokens.ts';
export { createGatewayServer } from './server.ts';
export type { GatewayOptions, GatewayServer } from './server.ts';
