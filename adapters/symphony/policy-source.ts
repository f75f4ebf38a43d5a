/** What a Symphony has set up. Its rules of lending are told where the region file names the tables of them. */
import type { PolicySource } from '#contract/adapter.ts';
import { readTable } from '../shared/policies/table-file.ts';
import { CIRCULATION_RULE_COLUMNS, MAP_COLUMNS, toLoanRules } from './circulation-map.ts';
import { readCodeLists } from './code-lists.ts';
import type { PolicySource as PolicyLists } from './policies.ts';
import type { SymphonySite } from './site.ts';

export function createPolicySource(site: SymphonySite, lists: PolicyLists): PolicySource {
  const { policies } = site.settings;
  const system = site.system.id;
  return {
    codeLists: (signal) => readCodeLists(site, lists, signal),
    ...(policies !== null && {
      async loanRules(signal: AbortSignal) {
        const mapAt = { system, source: policies.map, setting: 'settings.policies.map', columns: MAP_COLUMNS };
        const rulesAt = {
          system,
          source: policies.rules,
          setting: 'settings.policies.rules',
          columns: CIRCULATION_RULE_COLUMNS,
        };
        const map = await readTable(mapAt, signal);
        const rules = await readTable(rulesAt, signal);
        return toLoanRules({ system, map, rules, currency: policies.currency });
      },
    }),
  };
}
