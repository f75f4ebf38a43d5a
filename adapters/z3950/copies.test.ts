/** What is told of a copy by what a search brought: never that there is none where that was not said. */
import { describe, expect, it } from 'vitest';
import type { CopyRef } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { readSearchAnswer, type FoundRecords } from '../protocols/sru/search-answer.ts';
import type { CopySlot } from '../shared/copy-questions.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { z3950Settings } from './config.ts';
import { createCopies } from './copies.ts';
import { createZ3950Site } from './site.ts';
import { readZoomsh, recordsIn } from './zoomsh-output.ts';

const SIGNAL = new AbortController().signal;

const copy = (barcode: string | null): string =>
  `<circulation><availableNow value="1"/>${barcode === null ? '' : `<itemId>${barcode}</itemId>`}</circulation>`;
const record = (number: string, ...holdings: readonly string[]): string => {
  const marc = `<record><controlfield tag="001">${number}</controlfield></record>`;
  const held = holdings.map((copies) => `<holding><circulations>${copies}</circulations></holding>`).join('');
  return `<opacRecord><bibliographicRecord>${marc}</bibliographicRecord><holdings>${held}</holdings></opacRecord>`;
};
const answer = (records: readonly string[], count = records.length): FoundRecords => {
  const data = records.map((one) => `<record><recordData>${one}</recordData></record>`).join('');
  const found = readSearchAnswer(
    `<searchRetrieveResponse><numberOfRecords>${count}</numberOfRecords><records>${data}</records></searchRetrieveResponse>`,
  );
  if (typeof found === 'string' || 'number' in found) throw new Error('no answer');
  return found;
};

const WANTED: CopyRef = { localId: 'i1', barcode: 'c1', recordLocalId: '1' };

async function slotOf(found: FoundRecords, settings: object, wanted: CopyRef): Promise<CopySlot | undefined> {
  const system = { ...systemOf('hill' as SystemId, 'z3950', []), settings: z3950Settings.parse(settings) };
  const site = createZ3950Site(system, createLogger('silent'));
  const catalogue = { find: () => Promise.resolve(found), close: () => undefined };
  const source = createCopies({ site, catalogue, now: () => 0 });
  const [slot] = await source.findCopies([wanted], SIGNAL);
  return slot;
}

/** How the copy `c1` of record `1` stands. */
async function told(found: FoundRecords, settings: object = {}): Promise<string> {
  const slot = await slotOf(found, settings, WANTED);
  return slot === null || slot === undefined ? 'no such copy' : isMerciaError(slot) ? slot.code : slot.status;
}

describe('a search by the number of the record', () => {
  it.each([
    ['the record with the copy', answer([record('1', copy('c1'))]), 'AVAILABLE'],
    ['the record with other copies', answer([record('1', copy('c2'))]), 'no such copy'],
    ['nothing', answer([]), 'no such copy'],
    ['a record of another number', answer([record('001', copy('c1'))]), 'LMS_BAD_RESPONSE'],
    ['a record without a number', answer(['<opacRecord/>']), 'LMS_BAD_RESPONSE'],
    ['fewer records than it counts', answer([], 1), 'LMS_BAD_RESPONSE'],
    ['the record twice', answer([record('1', copy('c1')), record('1', copy('c1'))]), 'LMS_BAD_RESPONSE'],
    ['a copy without a barcode', answer([record('1', copy('c2') + copy(null))]), 'LMS_BAD_RESPONSE'],
    ['a holding without copies beside one with', answer([record('1', copy('c2'), '')]), 'LMS_BAD_RESPONSE'],
  ])('that brings %s', async (_what, found, expected) => {
    expect(await told(found)).toBe(expected);
  });
});

describe('a search by barcode', () => {
  it.each([
    ['a record with it', answer([record('7', copy('c1'))]), 'AVAILABLE'],
    ['nothing', answer([]), 'no such copy'],
    ['a record that tells of no copy', answer([record('7', '')]), 'LMS_BAD_RESPONSE'],
    ['two records with it', answer([record('7', copy('c1')), record('8', copy('c1'))]), 'LMS_BAD_RESPONSE'],
  ])('that brings %s', async (_what, found, expected) => {
    expect(await told(found, { find: { by: 'barcode' } })).toBe(expected);
  });
});

it.each([
  ['barcode', { ...WANTED, barcode: 'c 1"' }, 'A copy of this title has no barcode'],
  ['record', { ...WANTED, recordLocalId: '' }, 'This title has no number'],
])(
  'says of what cannot be searched for by %s that it is this alone, and not the server',
  async (by, wanted, lacking) => {
    expect(await slotOf(answer([]), { find: { by } }, wanted)).toMatchObject({
      code: 'CAPABILITY_UNSUPPORTED',
      publicMessage: expect.stringMatching(
        new RegExp(`^${lacking} by which the catalogue of .+ could be searched; ask the library\\.$`),
      ) as string,
    });
  },
);

describe("zoomsh's words", () => {
  const HITS = 'tcp:hill:210/D: 2 hits\n';
  const FIRST = '0 database=D syntax=OPAC schema=unknown\n<opacRecord/>\n\n';

  it.each([
    ['two records', `${HITS}${FIRST}1 database=D syntax=OPAC schema=unknown\n<opacRecord/>\n`, { count: 2 }, 2],
    ['a diagnostic in the place of one', `${HITS}${FIRST}1 D: System error (Bib-1:14) none\n`, { count: 2 }, 1],
    ['a record that is cut off', `${HITS}${FIRST}1 database=D syntax=OPAC schema=unknown\n<opacRec`, { count: 2 }, 1],
    [
      'words of an error in a record',
      `${HITS}0 database=D syntax=OPAC schema=unknown\n<a>x error: y (Bib-1:2)</a>\n`,
      { count: 2 },
      1,
    ],
  ])('with %s', (_what, said, expected, records) => {
    expect(readZoomsh(said)).toMatchObject(expected);
    expect(readZoomsh(said)).toHaveProperty('records.length', records);
  });

  it('that refuse the search, or say nothing', () => {
    expect(readZoomsh('tcp:hill:210/D error: Database unavailable (Bib-1:109) D\n')).toEqual({ refused: 'Bib-1:109' });
    expect(readZoomsh('')).toBe('the search has no result that can be read');
    expect(recordsIn(HITS + FIRST)).toContain('<opacRecord/>');
  });
});
