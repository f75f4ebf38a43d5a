import type { OwnerCode } from '#domain/catalogue.ts';
import type { Logger } from '#platform/logger.ts';
import { matchNextWaiting } from '../cluster/match-waiting.ts';
import { createPairScorer } from '../cluster/weigh/weigh-pairs.ts';
import type { Ingest } from '../ingest-contract.ts';
import { settleKeys } from '../repositories/match-keys.ts';
import { waitsAtLeast } from '../repositories/unmatched.ts';
import { applyPage } from './apply-page.ts';
import { condensePage } from './condense-page.ts';
import { createPreparer } from './prepare/prepare-record.ts';
import { readAgain } from './read-again.ts';
import { createRegionNames } from './region-names.ts';
import { applyRules } from './apply-rules.ts';

export interface IngestOptions {
  /** Named in the log: one server may hold several regions, each in its database. */
  readonly regionId: string;
  /** Every system's owner codes, in the order of the region file. */
  readonly owners: readonly OwnerCode[];
  readonly logger: Logger;
  /** Waiting records that are matched together; five hundred if absent. */
  readonly matchedTogether?: number | undefined;
  /** With at least this many waiting records the store is put in order first, and a second thread compares them. */
  readonly settleFrom?: number | undefined;
}

const SETTLE_FROM = 20_000;

/** Creates the part that writes harvested pages into the union index. */
export function createIngest({
  regionId,
  owners,
  logger,
  matchedTogether,
  settleFrom = SETTLE_FROM,
}: IngestOptions): Ingest {
  const log = logger.child({ region: regionId });
  const region = createRegionNames(owners);
  const preparer = createPreparer(log);
  const scorer = createPairScorer(log);

  return {
    condense: condensePage,
    readAgain,
    applyPage(transaction, target, page, at, newRecords) {
      const readBy = page.rules ?? target.rules?.digest ?? null;
      return applyPage(transaction, page, { target, at, newRecords, readBy, region, preparer, log });
    },
    applyRules(db, target, clock) {
      const sites = region.sitesDigest(target.systemId);
      return applyRules({
        db,
        target,
        clock,
        sites,
        // By which rules harvest read the records stays as it was: what was hidden until now waits for harvest.
        write: (transaction, page) =>
          applyPage(transaction, page, {
            target,
            at: clock(),
            newRecords: 'match',
            readBy: null,
            region,
            preparer,
            log,
          }),
      });
    },
    async matchWaiting(db, clock, signal) {
      await readAgain(db, clock, signal);
      const isLarge = await waitsAtLeast(db, settleFrom);
      if (isLarge) {
        await settleKeys(db).catch((error: unknown) => {
          log.warn({ err: error }, 'the store could not be put in order first, so keys are looked up more slowly');
        });
      }
      const options = { batch: matchedTogether, scorer: isLarge ? scorer : null };
      // Once through the queue. What comes meanwhile behind it waits for the next turn, with its mates that are still to come:
      // whoever matched each page of a load at once would write an edition for every system that holds it.
      for (let next: number | null = 0; next !== null && !signal.aborted;) {
        const from: number = next;
        next = await matchNextWaiting(db, region, clock(), { ...options, from });
      }
    },
  };
}
