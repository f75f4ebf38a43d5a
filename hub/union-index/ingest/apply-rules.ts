/** A changed region file takes effect on what is stored, before any system is asked. */
import type { KeptDescription, ReadingRules } from '#contract/adapter.ts';
import {
  findKeptRecords,
  readSystemRules,
  replaceSites,
  replaceSystemRules,
  type KeptRecord,
} from '../repositories/reading-rules.ts';
import { unmatchSystem } from '../repositories/unmatched.ts';
import type { Database, Tx } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type {
  CondensedDescription,
  CondensedPage,
  IngestTarget,
  PageCounts,
  RulesApplied,
} from '../ingest-contract.ts';
import { condense } from './condense-page.ts';

export interface ApplyRulesOptions {
  readonly db: Kysely<Database>;
  readonly target: IngestTarget;
  readonly clock: () => Date;
  /** Digest of which owner codes mean which sites: records keep only the codes, editions are found by the sites. */
  readonly sites: string;
  /** Writes records that may be shown differently now. */
  readonly write: (transaction: Tx, page: CondensedPage) => Promise<PageCounts>;
}

/** Read from the store at a time. */
const BATCH = 100;
/** Records in one turn of some milliseconds, because the same thread answers readers. */
const TURN = 10;

/** Applies changed rules to the stored records, in one transaction: if it is killed half way, nothing has changed. */
export async function applyRules({ db, target, clock, sites, write }: ApplyRulesOptions): Promise<RulesApplied | null> {
  const { number, rules } = target;
  if (rules === undefined || (await readSystemRules(db, number)).rules === rules.digest) return null;
  return db.transaction().execute(async (transaction) => {
    const before = await replaceSystemRules(transaction, number, rules.digest, clock());
    if (before === rules.digest) return null;
    let [records, changed, hidden] = [0, 0, 0];
    for (let above: number | null = 0; above !== null;) {
      const batch: readonly KeptRecord[] = await findKeptRecords(transaction, number, above, BATCH);
      const affected = await findAffected(batch, rules);
      records += batch.length;
      if (affected.length > 0) {
        const counts = await write(transaction, toPage(affected));
        changed += counts.records - counts.unchanged;
        hidden += counts.hidden;
      }
      above = batch.at(-1)?.id ?? null;
    }
    const sitesBefore = await replaceSites(transaction, number, sites);
    if (sitesBefore !== null && sitesBefore !== sites) await unmatchSystem(transaction, number);
    return { before, now: rules.digest, records, changed, hidden };
  });
}

async function findAffected(
  batch: readonly KeptRecord[],
  rules: ReadingRules,
): Promise<readonly CondensedDescription[]> {
  const found: CondensedDescription[] = [];
  for (let from = 0; from < batch.length; from += TURN) {
    found.push(...batch.slice(from, from + TURN).flatMap((record) => readOtherwise(record, rules) ?? []));
    await setImmediate();
  }
  return found;
}

/**
 * Null if the rules change nothing of the record that can be seen, or its bytes cannot be read. One that looks like an
 * interlibrary loan is decided where it is written: a person may have released it.
 */
function readOtherwise(record: KeptRecord, rules: ReadingRules): CondensedDescription | null {
  const kept = toKept(record);
  const again = rules.readAgain(kept);
  if (again === null) return null;
  const condensed = condense(again, rules);
  const isSame = condensed.looksInterlibrary === null && isDeepStrictEqual(whatIsPublic(again), whatIsPublic(kept));
  return isSame ? null : condensed;
}

function toKept({ id: _id, changedAt, kept, items, holdings, ...record }: KeptRecord): KeptDescription {
  return {
    ...record,
    deleted: false,
    changedAt: changedAt?.toISOString() ?? null,
    items: items.map(({ kept: fields, ...item }) => (fields === null ? item : { ...item, kept: fields })),
    holdings: holdings.map((holding) => ({ ...holding, facts: null })),
    ...(kept === null ? {} : { kept }),
  };
}

/** Everything that can be seen of a record, in no order. */
function whatIsPublic({ visibility, items, holdings }: Pick<KeptDescription, 'visibility' | 'items' | 'holdings'>) {
  return {
    visibility,
    // What a record that is not public has is seen nowhere.
    copies: visibility === 'PUBLIC' ? new Map(items.map((item) => [item.localId, item.visibility])) : null,
    holdings:
      visibility === 'PUBLIC'
        ? new Map(holdings.map(({ facts: _facts, library, ...holding }) => [library, holding]))
        : null,
  };
}

function toPage(records: readonly CondensedDescription[]): CondensedPage {
  return { rejects: [], resumeAt: '', expected: null, nextCursor: null, allLocalIds: null, records };
}
