/** Rows about readers of systems that nobody harvests lists of any more: nothing but age takes them away. */
import { CHORES } from '#cli/graph/old-rows.ts';
import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { acquireLease, LeaseLostError, releaseLease, renewLease } from '#union-index/harvest/lease.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { findLoanLists, insertLoanPage } from '#union-index/loans/repositories/lists.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { bring, charge, forgetEverything, hold, loan, toldBy } from './loan-world.ts';

const store = withTestDatabase();
const north = 'north' as SystemId;
const south = 'south' as SystemId;
const ALL = { open_loan: 1, open_hold: 1, open_charge: 1, reader: 2, reader_group: 1, loan_list_page: 0 };
const LEFT = { open_loan: 0, open_hold: 0, open_charge: 0, reader: 1, reader_group: 0, loan_list_page: 0 };

async function count(): Promise<Readonly<Record<string, number>>> {
  const counted = Object.keys(ALL).map(async (table) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(store.db);
    return [table, rows[0]?.n ?? -1] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

async function removeAt(at: string, systems: readonly SystemId[]): Promise<void> {
  const { signal } = new AbortController();
  const settings = { actionDays: 730, readerRowsDays: 30 };
  for (const { remove } of CHORES) await remove({ db: store.db, systems, settings, now: new Date(at), signal });
}

/** Rows of the north in every list, and of the south an account that shares an address with one of them. */
beforeEach(async () => {
  await emptyIndex(store.db);
  await forgetEverything(store.db);
  const midwifery = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
  await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ', 'NW'] })]));
  const readerOf = (readerToken: string, homeSite: string) => ({
    readerToken,
    homeSite,
    nameAndBirth: null,
    email: 'one address',
  });
  const lists = {
    loans: [[loan('1-0')]],
    holds: [[hold('h', '1', 'NQ')]],
    charges: [[charge('c', 'NQ')]],
    readers: [[readerOf('a', 'NQ')]],
  };
  await bring(store.db, toldBy('north', lists));
  await bring(store.db, toldBy('south', { readers: [[readerOf('b', 'SL')]] }), { at: '2025-03-20T12:00:00Z' });
  expect(await count()).toEqual(ALL);
});

describe('rows about readers that no harvest renews', () => {
  it('go by their age, whatever other systems tell', async () => {
    await removeAt('2025-03-31T11:59:00Z', [north, south]);
    expect(await count()).toEqual(ALL);

    await removeAt('2025-03-31T12:01:00Z', [north, south]);

    expect(await count()).toEqual(LEFT);
  });

  it('go as soon as their system has left the region file, but for what is being harvested by another', async () => {
    const number = await ensureSystemNumber(store.db, north);
    const lease = await acquireLease(store.db, { number, systemId: north }, 'another');
    await insertLoanPage(store.db, number, 'READERS', 1, []);
    await removeAt('2025-03-01T13:00:00Z', [south]);
    expect(await count()).toEqual({ ...ALL, loan_list_page: 1 });

    await releaseLease(store.db, lease);
    await removeAt('2025-03-01T13:00:00Z', [south]);

    expect(await count()).toEqual(LEFT);
    expect(await findLoanLists(store.db, [number])).toEqual([]);
  });

  it('go as soon as the harvest that had set them aside is dead, also of a system that stays', async () => {
    const number = await ensureSystemNumber(store.db, north);
    const lease = await acquireLease(store.db, { number, systemId: north }, 'another');
    await insertLoanPage(store.db, number, 'READERS', 1, []);
    await removeAt('2025-03-01T13:00:00Z', [north, south]);
    expect(await count()).toEqual({ ...ALL, loan_list_page: 1 });

    await sql`UPDATE harvest_lease SET expires_at = now() - interval '1 second'`.execute(store.db);
    await removeAt('2025-03-01T13:00:00Z', [north, south]);

    expect(await count()).toEqual(ALL);
    // If it was only stopped for a while it does not go on behind a page that is gone.
    await expect(renewLease(store.db, lease)).rejects.toBeInstanceOf(LeaseLostError);
  });
});
