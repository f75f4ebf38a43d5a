/** The planted faults of harvest: what is hidden, lost, brought too late or never, and what is said where its system fails. */
import type { HarvestPage, HarvestedDescription, HarvestedRecord } from '#contract/adapter.ts';
import { isControlField } from '#marc/index.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { inHarvest, withPart } from './overriding.ts';

type Planted = Mutant<SimulatedBench>;

/** Brings other pages; `kind` is that of the run. */
const pages = (
  name: string,
  foundBy: string,
  start: () => (page: HarvestPage, kind: 'full' | 'changes') => HarvestPage,
): Planted => ({
  name,
  foundBy,
  fault: null,
  alter(adapter, _bench, acted) {
    const change = start();
    return withPart(adapter, 'harvest', (harvest) => ({
      async *pages(from, signal) {
        acted();
        for await (const page of harvest.pages(from, signal)) yield change(page, from.run.kind);
      },
    }));
  },
});

/** Describes records otherwise. */
const records = (
  name: string,
  foundBy: string,
  change: (record: HarvestedDescription) => HarvestedDescription,
): Planted =>
  pages(name, foundBy, () => (page) => ({
    ...page,
    records: page.records.map((record) => (record.deleted ? record : change(record))),
  }));

const retold = (marc: MarcRecord, change: (value: string) => string): MarcRecord => ({
  ...marc,
  fields: marc.fields.map((field) =>
    isControlField(field)
      ? field
      : { ...field, subfields: field.subfields.map((one) => ({ ...one, value: change(one.value) })) },
  ),
});

const timeOf = (record: HarvestedRecord): number => Date.parse(record.changedAt ?? '');
/** A run of changes that begins behind the end of the run before. */
const startsLate = (isLate: (changedAt: number, endedAt: number) => boolean) => () => {
  let endedAt = 0;
  return (page: HarvestPage, kind: 'full' | 'changes'): HarvestPage => {
    const kept = kind === 'full' ? page.records : page.records.filter((record) => !isLate(timeOf(record), endedAt));
    if (page.nextCursor !== null) endedAt = Date.now();
    return { ...page, records: kept };
  };
};
const second = (at: number): number => Math.floor(at / 1_000);

export const ignoring = (what: string, alter: Planted['alter']): Planted => ({
  name: `does not give up ${what}`,
  foundBy: `gives up ${what}`,
  fault: 'hang',
  alter,
});
export const never = (): AbortSignal => new AbortController().signal;

export const PLANTED_IN_HARVEST: readonly Planted[] = [
  records('harvests hidden copies as public', 'harvests a hidden copy as hidden', (record) => ({
    ...record,
    items: record.items.map((item) => ({ ...item, visibility: 'PUBLIC' })),
  })),
  records('harvests hidden titles as public', 'harvests a hidden title as hidden', (record) => ({
    ...record,
    visibility: 'PUBLIC',
  })),
  records('harvests kept copies as if they were in their place', 'tells every state of its kind', (record) => ({
    ...record,
    items: record.items.map((item) => ({
      ...item,
      status: item.status === 'ON_HOLD_SHELF' ? 'AVAILABLE' : item.status,
    })),
  })),
  records('tells what staff wrote for themselves', 'tells nobody what staff wrote', (record) => ({
    ...record,
    items: record.items.map(({ details, ...item }) => ({
      ...item,
      details: { ...details, publicNotes: [...(details.publicNotes ?? []), ...(item.staffNotes ?? [])] },
    })),
  })),
  records('harvests as public what is hidden in a way of its own', 'shows nothing of what is hidden', (record) => ({
    ...record,
    items: record.items.map((item) => ({ ...item, visibility: 'PUBLIC' })),
  })),
  records('reads letters by another encoding', 'brings letters of every script', (record) => ({
    ...record,
    marc: retold(record.marc, (value) => Buffer.from(value).toString('latin1')),
  })),
  records('cuts long records', 'brings a record of more than 99,999 bytes', (record) => ({
    ...record,
    marc: retold(record.marc, (value) => value.slice(0, 9_999)),
  })),
  records('loses copies without a barcode at harvest', 'harvests a copy without a barcode', (record) => ({
    ...record,
    items: record.items.filter(({ barcode }) => barcode !== null),
  })),
  pages('says nothing of a record that it cannot read', 'refuses a record that cannot be read', () => (page) => ({
    ...page,
    rejects: [],
  })),
  pages('deletes a record that it cannot read', 'refuses a record that cannot be read', () => {
    const rejected = new Set<string | null>();
    return (page) => {
      for (const { localId } of page.rejects) rejected.add(localId);
      return {
        ...page,
        allLocalIds: page.allLocalIds && new Set([...page.allLocalIds].filter((id) => !rejected.has(id))),
      };
    };
  }),
  pages('loses a record without its number', 'refuses a record without its number', () => (page) => ({
    ...page,
    rejects: [],
  })),
  pages('deletes a record without its number', 'refuses a record without its number', () => {
    let ids: string[] = [];
    return (page) => {
      ids.push(...page.records.map(({ localId }) => localId));
      if (page.nextCursor === null) return page;
      const allLocalIds = new Set(ids);
      ids = [];
      return { ...page, allLocalIds };
    };
  }),
  pages(
    'never brings what was edited while a run went on',
    'brings with the next run',
    startsLate((at, end) => at < end),
  ),
  pages(
    'skips the last second of the run before',
    'brings every edit',
    startsLate((at, end) => second(at) <= second(end)),
  ),
  pages('keeps a copy that was deleted alone', 'takes out a copy that was deleted alone', () => {
    const before = new Map<string, HarvestedDescription['items']>();
    return (page, kind) => ({
      ...page,
      goneItems: [],
      records: page.records.map((record) => {
        if (record.deleted) return record;
        const items = kind === 'full' ? record.items : (before.get(record.localId) ?? record.items);
        before.set(record.localId, items);
        return { ...record, items };
      }),
    });
  }),
  ignoring('a harvest', (adapter, _bench, acted) =>
    withPart(adapter, 'harvest', (harvest) => ({
      pages(from) {
        acted();
        return harvest.pages(from, never());
      },
    })),
  ),
  ...['a full run', 'a run of changes'].map((run): Planted =>
    inHarvest(
      {
        name: `ends ${run} as if nothing were left where its system is overloaded`,
        foundBy: `ends ${run} with LMS_RATE_LIMITED`,
        fault: 'overloaded',
      },
      (harvest, acted) => ({
        async *pages(from, signal) {
          try {
            yield* harvest.pages(from, signal);
          } catch (error) {
            if (!(error instanceof MerciaError)) throw error;
            acted();
          }
        },
      }),
    ),
  ),
  inHarvest(
    {
      name: 'says of single records that they are deleted where its system fails',
      foundBy: 'ends single records with LMS_BAD_RESPONSE',
      fault: 'internal error',
    },
    (harvest, acted) => ({
      async findRecords(ids, signal) {
        try {
          return (await harvest.findRecords?.(ids, signal)) ?? { records: [], rejects: [] };
        } catch {
          acted();
          return { records: ids.map((localId) => ({ deleted: true, localId, changedAt: null })), rejects: [] };
        }
      },
    }),
  ),
];
