import type { Capability, LmsAdapter } from '#adapters/adapter.ts';
import type { TestContext } from 'vitest';

/** Skips a test of what an adapter does not declare, and names the capability. */
export function needs(skip: TestContext['skip'], adapter: LmsAdapter, ...capabilities: readonly Capability[]): void {
  const absent = capabilities.filter((capability) => !adapter.capabilities.includes(capability));
  skip(absent.length > 0, `the adapter does not declare ${absent.join(', ')}`);
}
