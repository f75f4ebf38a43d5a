/** What a Koha has set up. Its rules of lending are told where the region file says where the table of them is. */
import type { PolicySource } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { toLoanRules } from './circulation-rules.ts';
import type { KohaClient } from './client.ts';
import { readCodeLists } from './code-lists.ts';
import { createPolicyTables, notForLoan } from './policy-tables.ts';
import type { KohaSite } from './site.ts';

export function createPolicySource(site: KohaSite, client: KohaClient): PolicySource {
  const tables = createPolicyTables(site);
  const { patrons, policies } = site.settings;
  return {
    codeLists: (signal) => readCodeLists({ site, client, tables }, signal),
    ...(policies.rules !== null && {
      async loanRules(signal: AbortSignal) {
        const rows = await tables.read('rules', signal);
        if (rows === null) throw lmsError(site.system.id, 'CONFIG_INVALID', 'settings.policies.rules: is not set');
        const types = (await tables.read('itemTypes', signal)) ?? [];
        const currency = patrons.currency;
        return toLoanRules({ system: site.system.id, rows, notForLoan: notForLoan(types), currency });
      },
    }),
  };
}
