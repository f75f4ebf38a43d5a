export { createTcpProxy } from '#conformance/wire/tcp-proxy.ts';
export type { TcpProxy } from '#conformance/wire/tcp-proxy.ts';
