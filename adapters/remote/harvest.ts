/** Harvest through an adapter server. */
import type { HarvestSource, ReadingRules } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';
import { harvestDescription } from './facts-shapes.ts';
import { foundRecords, harvestLine } from './harvest-shapes.ts';

const START_TIMEOUT_MS = 30_000;
const FIND_RECORDS_TIMEOUT_MS = 90_000;

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
      const question = { operation: 'records', path, body: { keys: localIds }, timeoutMs: FIND_RECORDS_TIMEOUT_MS };
      return asking.askFor(question, foundRecords, signal);
    },
    async *pages(from, signal) {
      const question = { operation: 'harvest', path: '/harvest/pages', body: from, timeoutMs: START_TIMEOUT_MS };
      for await (const { page } of asking.lines(question, harvestLine, signal)) yield page;
    },
  };
}
