export { createTcpProxy } from '#conformance/wire/tcp-proxy.ts';
export type { TcpProxy, WireMode } from '#conformance/wire/tcp-proxy.ts';
