/** What a library has set up that gives nothing but files: what the region file says of it. */
import type { PolicySource } from '#contract/adapter.ts';
import { mergeCodes, namesIn } from '../shared/policies/code-lists.ts';
import { rulesOf } from '../shared/policies/declared-rules.ts';
import type { FilesSite } from './site.ts';

export function createPolicySource({ settings }: FilesSite): PolicySource {
  const { policies } = settings;
  const { rules } = policies;
  return {
    async codeLists() {
      const lists = [
        mergeCodes('LOCATION', null, settings.locations),
        mergeCodes('ITEM_TYPE', null, namesIn(settings.itemTypes)),
        mergeCodes('PATRON_CATEGORY', null, policies.categories),
      ];
      return lists.filter((list) => list !== null);
    },
    ...(rules !== null && { loanRules: async () => rulesOf(rules, policies.currency) }),
  };
}
