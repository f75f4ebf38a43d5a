/** What `mercia doctor` finds out: whether the key is accepted, and what one title is answered with. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, Probe } from '#contract/adapter.ts';
import { createProbeReport } from '../shared/probe-report.ts';
import type { WmsClient } from './client.ts';
import { unmappedReasons } from './copy-state.ts';
import type { WmsSite } from './site.ts';

export interface ProbeContext {
  readonly site: WmsSite;
  readonly client: WmsClient;
  readonly now: () => number;
  readonly capabilities: readonly Capability[];
}

export async function probeWms({ site, client, now, capabilities }: ProbeContext, signal: AbortSignal): Promise<Probe> {
  const { steps, unmapped, run, note } = createProbeReport(now);
  const { testTitle, institution } = site.settings;
  let hasQueue = true;
  const refused = await run('log in', async () => {
    await client.logIn(signal);
    return `the key is accepted for institution ${institution}`;
  });
  let error = refused;
  if (testTitle === null) {
    note('availability', 'not tried: name the OCLC number of a title with copies in settings.testTitle');
  } else if (refused === null) {
    error = await run('availability', async () => {
      const title = await client.title(testTitle, signal);
      for (const code of unmappedReasons(site, title)) {
        unmapped.push({ list: 'reasonUnavailable', code, label: null, where: 'settings.reasons' });
      }
      hasQueue = title.holdQueue !== null;
      const here = title.copies.filter(({ isAvailable, reason }) => isAvailable === true && reason === null).length;
      const found = `${testTitle} has ${title.copies.length} copies, ${here} of them available; ${hasQueue ? `${title.holdQueue} wait for it` : 'how many wait is not told'}`;
      return title.copies.length === 0 ? { detail: `${found}; check settings.institution`, warn: true } : found;
    });
  }
  const reachable = !isMerciaError(error, 'LMS_UNAVAILABLE') && !isMerciaError(error, 'LMS_TIMEOUT');
  const working = error !== null ? [] : capabilities.filter((one) => one !== 'HOLD_QUEUE' || hasQueue);
  return { reachable, product: 'WMS', steps, unmapped, capabilities: working };
}
