/** A Symphony of which nothing is left but its files: no web services answer, so that nothing is told of how copies stand now. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { createProbeReport, describeRules } from '../shared/probe-report.ts';
import { createHarvest } from './harvest.ts';
import { createNoPolicies } from './policies.ts';
import { createPolicySource } from './policy-source.ts';
import { listCapabilities } from '../shared/reader-lists/reader-lists.ts';
import { probeReports } from './reports/probe.ts';
import { createListsOfReaders } from './reports/reader-lists.ts';
import { NO_SHADOWS } from './shadows.ts';
import type { SymphonySite } from './site.ts';

const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS', 'CODE_LISTS'];

/** Nothing is read before it is asked for. */
export function createAdapterOfFiles(context: AdapterContext, site: SymphonySite): LmsAdapter {
  const { system, now } = context;
  const policies = createNoPolicies(system.id);
  const harvest = createHarvest({ site, client: null, policies, shadows: NO_SHADOWS, now });
  const setUp = createPolicySource(site, policies);
  const counts = harvest.useCounts;
  const listed = createListsOfReaders(site, context);
  const capabilities: readonly Capability[] = [
    ...CAPABILITIES,
    ...(setUp.loanRules === undefined ? [] : (['LOAN_POLICIES'] as const)),
    ...(counts === null ? [] : (['LOAN_COUNTS'] as const)),
    ...(listed.lists === null ? [] : listCapabilities(site.settings.lists)),
  ];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    async probe(signal) {
      const report = createProbeReport(now);
      const reachable = await report.works('harvest', () => harvest.look(signal));
      const { isWhole, lost } = await probeReports({ site, files: harvest.files, listed, report }, signal);
      const rulesRead = await report.works('rules of lending', () => describeRules(setUp, signal));
      const { steps, unmapped } = report;
      const able = reachable && isWhole ? capabilities : [];
      const works = (capability: Capability): boolean =>
        capability === 'LOAN_POLICIES' ? rulesRead : !lost.has(capability);
      return { reachable, product: null, steps, unmapped, capabilities: able.filter(works) };
    },
    harvest,
    policies: setUp,
    ...((counts ?? listed.lists) !== null && { loans: { ...counts, ...listed.lists } }),
    close: async () => {
      harvest.close();
      listed.close();
    },
  };
}
