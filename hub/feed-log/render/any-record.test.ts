import { parseIso2709Record, writeIso2709, writeMarcXml, type MarcField } from '#marc/index.ts';
import { edition, holding, item, record } from '#tests/feeds/support/feed-editions.ts';
import { feedRegion } from '#tests/feeds/support/feed-region.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCanonicalText } from '../canonical.ts';
import { createFeedRenderer } from './create-feed-renderer.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 });
/** Perhaps so long that a field, or the record, does not fit. */
const value = fc.oneof(
  text,
  fc.tuple(text, fc.integer({ min: 1, max: 1_000 })).map(([part, times]) => part.repeat(times)),
);
const tag = fc.oneof(
  fc.integer({ min: 0, max: 899 }).map((number) => String(number).padStart(3, '0')),
  text,
);
const subfield = fc.record({ code: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), text), value });
const field: fc.Arbitrary<MarcField> = fc.oneof(
  fc.record({ tag, value }),
  fc.record({ tag, ind1: text, ind2: text, subfields: fc.array(subfield, { maxLength: 5 }) }),
);
const marc = fc.record({ leader: text, undecoded: fc.boolean(), fields: fc.array(field, { maxLength: 30 }) });
const copy = fc.record({
  barcode: value,
  callNumber: value,
  enumeration: value,
  publicNotes: fc.array(value, { maxLength: 3 }),
});

const renderer = createFeedRenderer(feedRegion({ merge: ['IDENTIFIERS', 'SUBJECTS', 'CONTENTS', 'SUMMARIES'] }));

it('gives, for whatever there is, records that can be written and are read again as they were', () => {
  fc.assert(
    fc.property(marc, marc, fc.array(copy, { maxLength: 40 }), text, (mine, theirs, copies, run) => {
      const items = copies.map((each, at) => item(`${at}${run}`, each));
      const statements = [{ kind: 'MAIN' as const, text: run, from: null, to: run, retention: null, note: run }];
      const entries = renderer.render(
        edition([
          record('north/1', mine, holding('qe', { items, statements, catalogueUrl: run })),
          record('south/2', theirs, holding('south-lib', { callNumbers: [run] })),
        ]),
      );

      expect(entries).toHaveLength(3);
      for (const { marc: written } of entries) {
        const read = parseIso2709Record(writeIso2709(written));
        expect(writeMarcXml(written)).toContain('<record');
        expect(read).toMatchObject({ kind: 'record', repairs: [] });
        expect(read.kind === 'record' ? toCanonicalText(read.record) : null).toBe(toCanonicalText(written));
      }
    }),
    { seed: 17, numRuns: 300 },
  );
});
