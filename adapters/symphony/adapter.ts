/** Joins the parts of a Symphony adapter. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createAccounts } from './accounts/index.ts';
import { createSymphonyClients } from './client.ts';
import { createHarvest } from './harvest.ts';
import { createItems } from './items.ts';
import { createPolicies } from './policies.ts';
import { createPolicySource } from './policy-source.ts';
import { probeSymphony } from './probe.ts';
import { listCapabilities } from '../shared/reader-lists/reader-lists.ts';
import { createListsOfReaders } from './reports/reader-lists.ts';
import { createShadows } from './shadows.ts';
import { createSymphonySite } from './site.ts';
import { createTitles } from './live.ts';
import { createAdapterOfFiles } from './files-only.ts';

const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'CODE_LISTS'];

/** Builds the adapter of one Symphony; no call is made. Throws CONFIG_INVALID where `settings` are wrong. */
export function createSymphonyAdapter(context: AdapterContext): LmsAdapter {
  const { system, now } = context;
  const site = createSymphonySite(system, context.logger);
  const { settings } = site;
  if (system.harvest.method === 'oai-pmh') {
    const what = 'Symphony has no OAI-PMH; take the method auto, and name an export where there is one';
    throw lmsError(system.id, 'CONFIG_INVALID', `harvest: ${what}`);
  }
  const { userEnv, passwordEnv } = system.credentials;
  if (settings.patrons.access !== 'none' && (userEnv === null || passwordEnv === null)) {
    const what = 'only a staff account may see patrons; name userEnv and passwordEnv';
    throw lmsError(system.id, 'CONFIG_INVALID', `settings.patrons.access: ${what}`);
  }
  if (settings.interface === 'none') return createAdapterOfFiles(context, site);
  const { live: client, background } = createSymphonyClients({ ...context, settings });
  const policies = createPolicies(site, client);
  const titles = createTitles(site, client, background);
  const shadows = createShadows(site, client);
  const harvest = createHarvest({
    site,
    client: background,
    policies,
    shadows: createShadows(site, background),
    now,
  });
  const counts = harvest.useCounts;
  const listed = createListsOfReaders(site, context);
  const setUp = createPolicySource(site, createPolicies(site, background));
  const accounts = createAccounts({ site, client, now }, policies);
  const capabilities: readonly Capability[] = [
    ...CAPABILITIES,
    // The tree of a title holds no holdings records.
    ...(settings.export === null ? [] : (['HOLDING_STATEMENTS'] as const)),
    ...(setUp.loanRules === undefined ? [] : (['LOAN_POLICIES'] as const)),
    ...(accounts?.capabilities ?? []),
    ...(counts === null ? [] : (['LOAN_COUNTS'] as const)),
    ...(listed.lists === null ? [] : listCapabilities(site.settings.lists)),
  ];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) =>
      probeSymphony(
        {
          site,
          client,
          policies,
          setUp,
          titles,
          records: accounts?.records ?? null,
          capabilities,
          describeHarvest: harvest.look,
          files: harvest.files,
          listed,
          now,
        },
        signal,
      ),
    harvest,
    items: createItems({ site, client, policies, titles, shadows, now }),
    policies: setUp,
    ...accounts?.sources,
    ...((counts ?? listed.lists) !== null && { loans: { ...counts, ...listed.lists } }),
    close: async () => {
      client.close();
      harvest.close();
      listed.close();
    },
  };
}
