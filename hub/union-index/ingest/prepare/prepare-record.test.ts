import { createLogger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import type { SerialisedRecord } from '../../ingest-contract.ts';
import { prepareRecord, serialiseRecord, createPreparer, type RecordToPrepare } from './prepare-record.ts';

function textOf(number: number): SerialisedRecord {
  const title = { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: `Midwifery, ${String(number)}` }] };
  const marc = { leader: '00000nam a2200000 a 4500', fields: [{ tag: '001', value: String(number) }, title] };
  return serialiseRecord({ visibility: 'PUBLIC', format: 'iso2709', marc, items: [], leftOutItems: [], holdings: [] });
}

function recordsOf(count: number): readonly RecordToPrepare[] {
  return Array.from({ length: count }, (_, number) => ({ ...textOf(number), known: null }));
}

describe('createPreparer', () => {
  const preparer = createPreparer(createLogger('silent'), 50);

  it('gives of a large load what it would have given of each record, in their order', async () => {
    const records = recordsOf(300);

    const [one, other] = await Promise.all([preparer.prepare(records), preparer.prepare(records.toReversed())]);

    const expected = records.map((record) => ({ ...prepareRecord(record), digest: expect.anything() as unknown }));
    expect(one).toEqual(expected);
    expect(other).toEqual(expected.toReversed());
    expect(one.map((record) => Buffer.from(record?.digest ?? []))).toEqual(
      records.map((record) => prepareRecord(record)?.digest),
    );
  });

  it('gives nothing of a record that says what it said', async () => {
    const records = recordsOf(100);
    const known = await preparer.prepare(records);

    const again = records.map((record, place) => ({
      ...record,
      known: place % 2 === 0 ? (known[place]?.digest ?? null) : null,
    }));

    expect((await preparer.prepare(again)).map((record) => record === null)).toEqual(
      again.map((_, place) => place % 2 === 0),
    );
  });

  it('reads what a thread could not, and says so where it cannot either', async () => {
    const broken = [...recordsOf(60), { text: 'no JSON', marcAt: [0, 7] as const, known: null }];

    await expect(preparer.prepare(broken)).rejects.toThrow(SyntaxError);
    expect(await preparer.prepare(recordsOf(60))).toHaveLength(60);
  });
});
