/** Whatever a list of copies and a live system say: what nobody answered is not known, and what has left the stock is not there. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { standsInPlace } from '#domain/copy-uses.ts';
import { ITEM_LIMITATIONS, ITEM_STATUSES, ITEM_USES, type CopyState } from '#domain/facts.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { describeSystem } from '../files/folder.fixture.ts';
import { toItemFacts, type CopyAnswer } from './item-facts.ts';
import { readComposedKeys, toComposedKeys, type ListedCopy } from './live-keys.ts';
import { stateOf } from './live.fixture.ts';

const names = { system: describeSystem('/', {}), liveTitle: 'Fake', shelves: () => ({}), itemTypes: {} };

const listed: fc.Arbitrary<ListedCopy> = fc.record({
  localId: fc.string({ minLength: 1 }),
  barcode: fc.option(fc.string({ minLength: 1 })),
  ownerCode: fc.string({ minLength: 1 }),
  callNumber: fc.option(fc.string()),
  locationCode: fc.option(fc.string()),
  itemType: fc.option(fc.string()),
  enumeration: fc.option(fc.string()),
  chronology: fc.option(fc.string()),
  copyNumber: fc.option(fc.string()),
  publicNotes: fc.array(fc.string()),
  status: fc.option(fc.constantFrom(...ITEM_STATUSES)),
  statusAtSource: fc.option(fc.string()),
  use: fc.option(fc.constantFrom(...ITEM_USES)),
});

const due = fc.option(fc.constant({ on: '2026-06-20', at: null }));
const told: fc.Arbitrary<CopyState> = fc
  .record({
    status: fc.constantFrom(...ITEM_STATUSES),
    limitations: fc.subarray([...ITEM_LIMITATIONS]),
    use: fc.option(fc.constantFrom(...ITEM_USES)),
    due,
  })
  .map(({ status, ...more }) => stateOf(status, more));
const notTold: fc.Arbitrary<CopyState> = told.map((state) => ({
  ...state,
  status: 'UNKNOWN',
  reason: { code: 'BAD_ANSWER', message: 'Nobody knows this code.', system: names.system.id },
}));
const CODES: readonly ErrorCode[] = ['LMS_TIMEOUT', 'LMS_UNAVAILABLE', 'LMS_BAD_RESPONSE', 'LMS_CIRCUIT_OPEN'];
const failed: fc.Arbitrary<CopyAnswer> = fc.oneof(
  fc.constantFrom(...CODES).map((code) => new MerciaError(code, '[hill] item: failed')),
  fc.constantFrom<CopyAnswer[]>(null, 'NO_BARCODE', 'SHARED_BARCODE', 'TOO_MANY'),
);

it('never says of a copy that was not answered that it is there, or that it is not', () => {
  fc.assert(
    fc.property(listed, fc.oneof(failed, notTold), (copy, answer) => {
      // The live system was asked, and no answer of it could outweigh the list.
      fc.pre(copy.status !== 'WITHDRAWN' || answer instanceof MerciaError || typeof answer === 'string');
      const item = toItemFacts(names, copy, answer, '2026-03-01');
      expect([item.status, standsInPlace(item), item.due]).toEqual(['UNKNOWN', null, null]);
      expect(item.reason?.system).toBe(names.system.id);
    }),
  );
});

it('says that a copy has left the stock whatever the live system answers, also that it cannot tell or knows no such copy', () => {
  fc.assert(
    fc.property(listed, fc.oneof(told, notTold, fc.constant(null)), (copy, answer) => {
      const item = toItemFacts(names, { ...copy, status: 'WITHDRAWN' }, answer, null);
      expect([item.status, standsInPlace(item), item.reason]).toEqual(['WITHDRAWN', false, null]);
    }),
  );
});

it('says that a copy is there only where the live system does, with what it does not tell', () => {
  fc.assert(
    fc.property(listed, told, (copy, answer) => {
      const item = toItemFacts(names, copy, answer, null);
      if (item.status !== 'AVAILABLE') return;
      expect(answer.status).toBe('AVAILABLE');
      if (item.use !== 'ONLINE') expect(item.limitations).toEqual(answer.limitations);
    }),
  );
});

it('says that a copy is not there only where the live system does, or it has left the stock', () => {
  fc.assert(
    fc.property(listed, told, (copy, answer) => {
      const item = toItemFacts(names, copy, answer, null);
      if (standsInPlace(item) !== false) return;
      expect(item.status).toBe(copy.status === 'WITHDRAWN' ? 'WITHDRAWN' : answer.status);
    }),
  );
});

it('reads from live keys what it wrote into them', () => {
  fc.assert(
    fc.property(fc.array(listed, { maxLength: 60 }), fc.option(fc.string()), (copies, listedAt) => {
      const items = copies.map(({ enumeration, chronology, copyNumber, publicNotes, ...copy }) => ({
        ...copy,
        visibility: 'PUBLIC' as const,
        details: { enumeration, chronology, copyNumber, publicNotes },
        staffNotes: ['not for the public'],
      }));

      const keys = toComposedKeys({ record: 'r', library: 'l', listedAt }, items);

      expect(readComposedKeys(keys)).toEqual({
        record: 'r',
        library: 'l',
        listedAt,
        copies,
        beyond: [],
        total: copies.length,
      });
      expect(keys.join()).not.toContain('not for the public');
    }),
  );
});

it('reads no keys but its own, however they are garbled', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.constantFrom('v:1', 'v:2', 'v:3', 'v:'),
          fc.json().map((text) => `c:${text}`),
          fc.json().map((text) => `~c:${text}`),
        ),
      ),
      (keys) => {
        const read = readComposedKeys(keys);
        expect(read === null || typeof read.record === 'string').toBe(true);
      },
    ),
  );
});

it('never tells of a copy that the live system says is another library’s, but of one at another branch of its own', () => {
  fc.assert(
    fc.property(listed, (any) => {
      const copy = { ...any, ownerCode: 'A1', status: null, statusAtSource: null, use: null };
      const statusOf = (ownerCode: string): string =>
        toItemFacts(names, copy, stateOf('AVAILABLE', { ownerCode }), null).status;
      expect(['A1', 'A2', 'not known'].map(statusOf)).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
      expect(statusOf('B1')).toBe('UNKNOWN');
    }),
  );
});
