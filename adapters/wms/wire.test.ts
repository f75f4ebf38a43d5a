/** Bodies written by hand after those that were published (README.md says where), read as the adapter reads them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemOf } from '../shared/system.fixture.ts';
import { createLogger } from '#platform/logger.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';
import { createCopies } from './copies.ts';
import { copyStateOf, dueOf, REASONS } from './copy-state.ts';
import { createWmsSite, oclcNumberOf } from './site.ts';
import { readTitle } from './wire.ts';

const SPACES = `xmlns='http://www.loc.gov/zing/srw/' xmlns:ns2='http://www.loc.gov/zing/cql/xcql/' xmlns:ns3='http://www.loc.gov/zing/srw/diagnostic/'`;

/** A body of 2019, with blanks between elements and single quotes. */
const bodyOf = (circulation: string, { count = '1', after = '<holdQueueSize>2</holdQueueSize>' } = {}): string =>
  `<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<searchRetrieveResponse ${SPACES}>
  <numberOfRecords>${count}</numberOfRecords>
  <resultSetId>default</resultSetId>
  <records>
    <record>
      <recordSchema>OPACXML</recordSchema>
      <recordPacking>xml</recordPacking>
      <recordData>
        <opacRecord xmlns='' xmlns:ns5='http://www.loc.gov/zing/srw/'>
          <bibliographicRecord>
            <record type='Bibliographic'>
              <leader>cam  Ii </leader>
              <controlfield tag='001'>41266045</controlfield>
            </record>
          </bibliographicRecord>
          <holdings>
            <holding>
              <nucCode>SIMUL</nucCode>
              <localLocation>HILL</localLocation>
              <shelvingLocation>Closed Stacks (for loan)</shelvingLocation>
              <volumes>
                <volume/>
              </volumes>
              <circulations>
                <circulation>
                  ${circulation}
                  <itemId>09000000000017</itemId>
                  <renewable value='0'/>
                  <onHold value='0'/>
                </circulation>
              </circulations>
            </holding>
          </holdings>
          ${after}
        </opacRecord>
      </recordData>
    </record>
  </records>
  <nextRecordPosition>1</nextRecordPosition>
</searchRetrieveResponse>`;

const AVAILABLE = `<availableNow value='1'/>`;
const AWAY = `<availableNow value='0'/>`;

function siteOf(settings: object = {}, logged: unknown[] = []) {
  const system = { ...systemOf('hill' as SystemId, 'wms', []), settings: { institution: '128807', ...settings } };
  const site = createWmsSite(system, createLogger('silent'));
  return { ...site, onUnmapped: (...found: unknown[]) => void logged.push(found) };
}

/** What the one copy of a body is told as. */
function stateOf(xml: string, settings: object = {}, logged: unknown[] = []) {
  const title = readTitle(xml);
  if (typeof title === 'string') return title;
  const [copy] = title.copies;
  return copy === undefined
    ? 'no copy'
    : copyStateOf(siteOf(settings, logged), copy, title, '2026-11-24T14:00:00.000Z');
}

describe('a title', () => {
  it('is read with its number, its copies and its queue', () => {
    expect(readTitle(bodyOf(AVAILABLE))).toEqual({
      numbers: ['41266045'],
      isEach: true,
      holdQueue: 2,
      copies: [
        { barcode: '09000000000017', isAvailable: true, reason: null, availabilityDate: null, temporaryLocation: null },
      ],
    });
  });

  it('has no queue in bodies of 2015, which do not tell it', () => {
    expect(readTitle(bodyOf(AVAILABLE, { after: '' }))).toMatchObject({ holdQueue: null });
  });

  it.each([
    ['is a web page', '<html><body>Sign in</body></html>'],
    ['is an error that came with 200', '<error><code type="http">401</code><message>has expired</message></error>'],
    ['promises another number of records', bodyOf(AVAILABLE, { count: '2' })],
    ['promises none and has one', bodyOf(AVAILABLE, { count: '0' })],
    ['does not say how many there are', bodyOf(AVAILABLE, { count: '' })],
    ['is cut off', bodyOf(AVAILABLE).slice(0, 900)],
    ['says that the question is wrong', bodyOf(AVAILABLE).replace('</nextRecordPosition>', '$&<diagnostics/>')],
    ['has a record of another kind', bodyOf(AVAILABLE).replaceAll('opacRecord', 'dcRecord')],
  ])('cannot be read where the answer %s', (_what, xml) => {
    expect(readTitle(xml)).toEqual(expect.any(String));
  });

  it('is one without copies where the institution has none', () => {
    const none = bodyOf('', { count: '0' }).replace(/<records>[\s\S]*<\/records>/, '');

    expect(readTitle(none)).toEqual({ numbers: [], copies: [], isEach: true, holdQueue: null });
  });
});

describe('a copy', () => {
  it.each([
    [AVAILABLE, 'AVAILABLE', 'available'],
    [AWAY, 'UNAVAILABLE', 'not available'],
    [`${AWAY}<reasonUnavailable>ON_LOAN</reasonUnavailable>`, 'ON_LOAN', 'On loan'],
    [`${AWAY}<reasonUnavailable>Claimed Returned</reasonUnavailable>`, 'CLAIMED_RETURNED', 'Claimed returned'],
    // The two say different things, and nobody knows which is right.
    [`${AVAILABLE}<reasonUnavailable>ON_LOAN</reasonUnavailable>`, 'UNKNOWN', null],
    [`${AVAILABLE}<reasonUnavailable> </reasonUnavailable>`, 'AVAILABLE', 'available'],
    [`<availableNow value='2'/>`, 'UNKNOWN', null],
    [`<availableNow/>`, 'UNKNOWN', null],
    ['', 'UNKNOWN', null],
    [`${AVAILABLE}${AWAY}`, 'UNKNOWN', null],
  ])('with %s is %s', (circulation, status, statusAtSource) => {
    expect(stateOf(bodyOf(circulation))).toMatchObject({ status, statusAtSource });
  });

  it('that is available and away at once is an answer that contradicts itself', () => {
    const xml = bodyOf(`${AVAILABLE}<reasonUnavailable>ON_LOAN</reasonUnavailable>`);

    expect(stateOf(xml)).toMatchObject({ reason: { code: 'BAD_ANSWER' }, due: null });
  });

  it('away for a reason that nobody explains is UNKNOWN, and its code is told for the region file', () => {
    const logged: unknown[] = [];
    const xml = bodyOf(`${AWAY}<reasonUnavailable>IN_REPAIR</reasonUnavailable>`);

    expect(stateOf(xml, {}, logged)).toMatchObject({ status: 'UNKNOWN', reason: { code: 'NOT_SUPPORTED' } });
    expect(logged).toEqual([['reasonUnavailable', 'IN_REPAIR']]);
    expect(stateOf(xml, { reasons: { IN_REPAIR: 'AT_BINDERY' } })).toMatchObject({ status: 'AT_BINDERY' });
  });

  it('has a reason of the table as what the table says, whatever the region file calls others', () => {
    const told = Object.keys(REASONS).map((code) =>
      stateOf(bodyOf(`${AWAY}<reasonUnavailable>${code}</reasonUnavailable>`)),
    );

    expect(told).toEqual(
      Object.values(REASONS).map(
        ({ status, label }) => expect.objectContaining({ status, statusAtSource: label }) as unknown,
      ),
    );
  });

  it('is somewhere else where it says so, beside its state or beside the copy', () => {
    const place = '<temporaryLocation>Reserve Desk</temporaryLocation>';

    expect(stateOf(bodyOf(AVAILABLE + place))).toMatchObject({ currentLocation: { code: 'Reserve Desk' } });
    expect(stateOf(bodyOf(AVAILABLE).replace('<circulations>', `${place}$&`))).toMatchObject({
      currentLocation: { code: 'Reserve Desk' },
    });
  });
});

describe('a copy that is not among those of the answer', () => {
  const tell = async (xml: string, barcode = '1'): Promise<unknown> => {
    const title = readTitle(xml);
    if (typeof title === 'string') throw new Error(title);
    const client = { title: () => Promise.resolve(title), logIn: () => Promise.resolve(), close: () => undefined };
    const copies = createCopies({ site: siteOf(), client, now: () => 0 });
    const asked = [{ localId: 'x', barcode, recordLocalId: 'ocm41266045' }];
    const [slot] = await copies.findCopies(asked, new AbortController().signal);
    return isMerciaError(slot) ? slot.code : (slot?.status ?? 'no such copy');
  };
  const NUMBER = "<controlfield tag='001'>41266045</controlfield>";
  const ITEM = '<itemId>09000000000017</itemId>';

  it('does not exist where everything that was answered could be told apart', async () => {
    expect(await tell(bodyOf(AVAILABLE))).toBe('no such copy');
  });

  it.each([
    ['the record has no number', bodyOf(AVAILABLE).replace(NUMBER, '')],
    ['the record has two numbers', bodyOf(AVAILABLE).replace(NUMBER, NUMBER + NUMBER)],
    ['the record has an empty number', bodyOf(AVAILABLE).replace('41266045', ' ')],
    ['the record is another one', bodyOf(AVAILABLE).replace('41266045', '41266046')],
    [
      'no record is in the answer',
      bodyOf(AVAILABLE).replace(/<bibliographicRecord>[\s\S]*<\/bibliographicRecord>/, ''),
    ],
    ['a copy has no barcode', bodyOf(AVAILABLE).replace(ITEM, '')],
    [
      'a holding has no copies',
      bodyOf(AVAILABLE).replace('</holding>', '$&<holding><nucCode>SIMUL</nucCode></holding>'),
    ],
    ['a copy has an empty barcode', bodyOf(AVAILABLE).replace(ITEM, '<itemId> </itemId>')],
  ])('is not said to be away for good where %s', async (_what, xml) => {
    expect(await tell(xml)).toBe('LMS_BAD_RESPONSE');
  });

  it('is no matter to one that is', async () => {
    expect(await tell(bodyOf(AVAILABLE).replace(NUMBER, ''), '09000000000017')).toBe('AVAILABLE');
  });
});

it.each([
  ['2031-07-11', { on: '2031-07-11', at: null }],
  ['2031-07-10T19:30:00.000-0400', { on: '2031-07-11', at: '2031-07-10T23:30:00.000Z' }],
  ['2031-07-10T19:30:00-04:00', { on: '2031-07-11', at: '2031-07-10T23:30:00.000Z' }],
  ['2031-07-10T22:59:59Z', { on: '2031-07-10', at: null }],
  ['2031-07-10 14:00', { on: '2031-07-10', at: '2031-07-10T13:00:00.000Z' }],
  ['2031-07-10 23:59:00', { on: '2031-07-10', at: null }],
  ['07-10-31', null],
  ['2031-13-41', null],
  ['2031-02-30', null],
  ['2031-07-10T25:00:00Z', null],
  ['soon', null],
])('a copy that is expected back at %s is due as the library’s clock shows it', (text, due) => {
  expect(dueOf(text, 'Europe/London')).toEqual(due);
});

it.each([
  ['41266045', '41266045'],
  ['ocm41266045 ', '41266045'],
  ['ocn806016990', '806016990'],
  ['on1024083487', '1024083487'],
  ['(OCoLC)ocm00012345', '12345'],
  ['b1000003', null],
  ['99-1', null],
  ['', null],
])('the record %s has the OCLC number %s', (id, number) => {
  expect(oclcNumberOf(siteOf(), id)).toBe(number);
});

it('takes a prefix of the export from numbers', () => {
  expect(oclcNumberOf(siteOf({ numberPrefix: 'b' }), 'b1000003')).toBe('1000003');
});

it('never tells of a copy that is away that it is in its place, whatever junk is in the answer', () => {
  const right = bodyOf(`${AWAY}<reasonUnavailable>ON_LOAN</reasonUnavailable>`);
  const piece = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '&',
      '&amp;',
      '"',
      '</circulation>',
      '<circulation>',
      '<!-- -->',
      ']]>',
      '<!DOCTYPE a>',
      '\0',
      '\uD800',
    ),
    fc.constantFrom(
      '<itemId>09000000000017</itemId>',
      '<records>',
      '</opacRecord>',
      '<availableNow value="x"/>',
      '<reasonUnavailable>',
    ),
    fc.string({ maxLength: 5 }),
  );
  const junk = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(junk, fc.nat(right.length), fc.nat(20), (text, at, left) => {
      const told = stateOf(right.slice(0, at) + text + right.slice(at + left));
      // One character of junk may be the 1 itself.
      if (typeof told !== 'string' && told.status === 'AVAILABLE') expect(text).toContain('1');
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

it.each([
  ['no institution', {}],
  ['a number in place of digits', { institution: 128_807 }],
  ['a token with a password', { institution: '1', tokenUrl: 'https://key:secret@oauth.example/token' }],
  ['a reason for being away that is none', { institution: '1', reasons: { LOST: 'AVAILABLE' } }],
  ['a token over http', { institution: '1', tokenUrl: 'http://oauth.example/token' }],
  ['a token elsewhere by two slashes', { institution: '1', tokenUrl: '//oauth.example/token' }],
  ['a reason in small letters', { institution: '1', reasons: { on_loan: 'ON_LOAN' } }],
  ['a limit of no calls', { institution: '1', dayLimit: { calls: 0, folder: 'calls' } }],
  ['a key that nobody knows', { institution: '1', instituton: '1' }],
])('settings with %s are refused', (_what, settings) => {
  const system = { ...systemOf('hill' as SystemId, 'wms', []), settings };

  expect(() => createWmsSite(system, createLogger('silent'))).toThrow(/settings/);
});
