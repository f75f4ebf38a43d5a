export { errorOf } from '#conformance/outcome.ts';
export type { ConformanceSystem, SystemFault } from '#conformance/system.ts';
