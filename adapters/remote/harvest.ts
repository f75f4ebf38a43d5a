/** Harvest through an adapter server. */
import type { HarvestSource, ReadingRules } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';
import { harvestDescription } from './facts-shapes.ts';
import { foundRecords, harvestLine } from './harvest-shapes.ts';

const START_TIMEOUT_MS = 30_000;
const FIND_RECORDS_TIMEOUT_MS = 90_000;

export interface RemoteReadingRules {
  /** How the region file of this process says that records are read. */
  readonly own: ReadingRules;
  /** By which rules the adapter server reads them, as far as known. */
  readonly server: () => string | undefined;
}

export function createRemoteHarvest(asking: Asking, timeoutMs: number, rules: RemoteReadingRules): HarvestSource {
  const description = { operation: 'harvest', path: '/harvest', timeoutMs };
  return {
    rules: {
      digest: rules.own.digest,
      get readsBy() {
        return rules.server();
      },
      readAgain: (kept) => rules.own.readAgain(kept),
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
