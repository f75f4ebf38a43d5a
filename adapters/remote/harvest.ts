/** Harvest through an adapter server. */
import { JSON_LIMITS, type JsonLimits } from '#platform/parse-json.ts';
import type { HarvestSource, ReadingRules } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';
import { harvestDescription } from './facts-shapes.ts';
import { foundRecords, harvestLine } from './harvest-shapes.ts';

const START_TIMEOUT_MS = 30_000;
const FIND_RECORDS_TIMEOUT_MS = 90_000;
/**
 * A record has some five lists and objects for each field, and ten for each copy; its system told them in several answers, or in none that is
 * JSON. This is a thousand records with 4,000 each.
 */
const RECORD_LIMITS: JsonLimits = {
  ...JSON_LIMITS,
  containers: 4_000_000,
  values: 50_000_000,
  help: 'set a smaller harvest.pageSize for this system',
};

/** `rules` are those of the region file of this process, `readsBy` those of the adapter server, as far as known. */
export function createRemoteHarvest(
  asking: Asking,
  timeoutMs: number,
  rules: ReadingRules,
  readsBy: () => string | undefined,
): HarvestSource {
  const description = { operation: 'harvest', path: '/harvest', timeoutMs };
  return {
    rules: {
      ...rules,
      get readsBy() {
        return readsBy();
      },
    },
    async describe(signal) {
      return (await asking.askFor(description, harvestDescription, signal)).how;
    },
    async unseenEdits(signal) {
      return (await asking.askFor(description, harvestDescription, signal)).unseen;
    },
    findRecords(localIds, signal) {
      const path = '/harvest/records';
      const asked = { path, body: { keys: localIds }, limits: RECORD_LIMITS };
      const question = { operation: 'records', ...asked, timeoutMs: FIND_RECORDS_TIMEOUT_MS };
      return asking.askFor(question, foundRecords, signal);
    },
    async *pages(from, signal) {
      const asked = { path: '/harvest/pages', body: from, limits: RECORD_LIMITS };
      const question = { operation: 'harvest', ...asked, timeoutMs: START_TIMEOUT_MS };
      for await (const { page } of asking.lines(question, harvestLine, signal)) yield page;
    },
  };
}
