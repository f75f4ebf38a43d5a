/** What `mercia doctor` finds out: each part of the system that is used, asked once. */
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe } from '../adapter.ts';
import type { SkeletonClient } from './client.ts';

export async function probeSkeleton(
  { id }: SystemConfig,
  client: SkeletonClient,
  capabilities: readonly Capability[],
  signal: AbortSignal,
): Promise<Probe> {
  const startedAt = performance.now();
  const common = { product: null, unmapped: [] };
  const step = { what: 'harvest records' };
  try {
    const { records } = await client.page({ after: null, since: null, most: 1 }, signal);
    const elapsedMs = performance.now() - startedAt;
    const detail = records.length === 0 ? 'no records yet' : 'a record came';
    return { ...common, reachable: true, steps: [{ ...step, ok: true, elapsedMs, detail }], capabilities };
  } catch (error) {
    const elapsedMs = performance.now() - startedAt;
    const detail = isMerciaError(error) ? error.message : `[${id}] a fault in the adapter`;
    const reachable = !isMerciaError(error, 'LMS_UNAVAILABLE') && !isMerciaError(error, 'LMS_TIMEOUT');
    return { ...common, reachable, steps: [{ ...step, ok: false, elapsedMs, detail }], capabilities: [] };
  }
}
