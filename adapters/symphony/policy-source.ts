/** What a Symphony has set up. Its rules of lending are told where the region file names the tables of them. */
import type { PolicySource } from '#contract/adapter.ts';
import { readTable } from '../shared/policies/table-file.ts';
import { CIRCULATION_RULE_COLUMNS, MAP_COLUMNS, toLoanRules } from './circulation-map.ts';
import type { PolicySource as PolicyLists } from './policies.ts';
import type { SymphonySite } from './site.ts';
import type { CodeList, CodeListName, LabelledCode } from '#domain/policies.ts';
import { isMerciaError } from '#platform/errors.ts';
import { mergeCodes, namesIn, type Labels } from '../shared/policies/code-lists.ts';

export function createPolicySource(site: SymphonySite, lists: PolicyLists): PolicySource {
  const { policies } = site.settings;
  const { system } = site;
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
        return toLoanRules({ system: system.id, map, rules, currency: policies.currency });
      },
    }),
  };
}

async function readCodeLists(
  { settings }: SymphonySite,
  policies: PolicyLists,
  signal: AbortSignal,
): Promise<readonly CodeList[]> {
  const lists: readonly (readonly [CodeListName, string, Labels])[] = [
    ['BRANCH', 'library', namesIn(settings.libraries)],
    ['LOCATION', 'location', namesIn(settings.locations)],
    ['ITEM_TYPE', 'itemType', namesIn(settings.itemTypes)],
    ['PATRON_CATEGORY', 'userProfile', {}],
  ];
  const found: CodeList[] = [];
  for (const [list, name, named] of lists) {
    const codes = mergeCodes(list, await readList(policies, name, signal), named);
    if (codes !== null) found.push(codes);
  }
  return found;
}

/** Null where the site does not show the list to this account, or has no web services. */
async function readList(
  policies: PolicyLists,
  name: string,
  signal: AbortSignal,
): Promise<readonly LabelledCode[] | null> {
  try {
    return [...(await policies.ask(name, signal))].map(([code, { name: label }]) => ({ code, label }));
  } catch (error) {
    if (isMerciaError(error, 'LMS_AUTH_FAILED', 'LMS_NOT_PERMITTED', 'CAPABILITY_UNSUPPORTED')) return null;
    throw error;
  }
}
