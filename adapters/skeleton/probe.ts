/** What `mercia doctor` finds out: each part of the system that is used, asked once. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe } from '#contract/adapter.ts';
import { createProbeReport } from '../shared/probe-report.ts';
import type { SkeletonClient } from './client.ts';

export async function probeSkeleton(
  client: SkeletonClient,
  capabilities: readonly Capability[],
  now: () => number,
  signal: AbortSignal,
): Promise<Probe> {
  const { steps, unmapped, run } = createProbeReport(now);
  const error = await run('harvest records', async () => {
    const { records } = await client.page({ after: null, since: null, most: 1 }, signal);
    return records.length === 0 ? 'no records yet' : 'a record came';
  });
  const reachable = !isMerciaError(error, 'LMS_UNAVAILABLE') && !isMerciaError(error, 'LMS_TIMEOUT');
  return { reachable, product: null, steps, unmapped, capabilities: error === null ? capabilities : [] };
}
