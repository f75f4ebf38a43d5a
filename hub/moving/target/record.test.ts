import type { SystemId } from '#domain/ids.ts';
import { readMarcBytes, writeIso2709, type MarcField, type MarcRecord } from '#marc/index.ts';
import { linkedRuns } from '#marc/holding-statements.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlannedItem } from './items.ts';
import type { Member } from './member.ts';
import { makeRecord, withHoldings, type RecordRules } from './record.ts';
import type { PlannedRun } from './statements.ts';

const LEADER = '00000nam a2200000 i 4500';
const B = 'koha-b' as SystemId;
const S = 'sirsi' as SystemId;

/** `245 10 $aTitle /$cBy` or `001 4711`. */
function field(text: string): MarcField {
  const tag = text.slice(0, 3);
  if (tag < '010') return { tag, value: text.slice(4) };
  const [indicators = '', ...parts] = text.slice(4).split('$');
  const [ind1, ind2] = [indicators.charAt(0), indicators.charAt(1)].map((one) => one.replace('_', ' '));
  const subfields = parts.map((part) => ({ code: part.charAt(0), value: part.slice(1) }));
  return { tag, ind1: ind1 ?? ' ', ind2: ind2 ?? ' ', subfields };
}

function show(one: MarcField): string {
  if ('value' in one) return `${one.tag} ${one.value}`;
  const indicators = (one.ind1 + one.ind2).replaceAll(' ', '_');
  return `${one.tag} ${indicators}${one.subfields.map(({ code, value }) => `$${code}${value}`).join('')}`;
}

const marcOf = (...fields: readonly string[]): MarcRecord => ({ leader: LEADER, fields: fields.map(field) });
const member = (kind: string, system: SystemId, localId: string, ...fields: readonly string[]): Member => ({
  kind,
  system,
  localId,
  libraries: [],
  marc: marcOf(...fields),
});
const koha = (localId: string, ...fields: readonly string[]): Member => member('koha', B, localId, ...fields);

/** As a plan with the usual rules does with one record; of several, all fields of all. */
const joined: RecordRules['merge'] = ([base, ...others]) => ({
  leader: base.marc.leader,
  fields: [...base.marc.fields, ...others.flatMap(({ marc }) => marc.fields)].toSorted(
    (a, b) => Number(a.tag) - Number(b.tag),
  ),
});

function rules(given: Partial<RecordRules> = {}): RecordRules {
  return { merge: joined, linkOf: () => null, ...given };
}

function made(members: readonly [Member, ...Member[]], given: Partial<RecordRules> = {}) {
  const { marc, notes } = makeRecord(members, rules(given));
  return { fields: marc.fields.map(show), notes: notes.map(({ note, tag }) => `${note} ${tag}`) };
}

describe('a record of one source', () => {
  const cases: readonly (readonly [what: string, one: Member, fields: readonly string[], notes: readonly string[]])[] =
    [
      [
        'loses the pointers of its Koha and nothing else',
        koha(
          '12',
          '005 20200101000000.0',
          '100 1_$aAyāz, Shaik̲h̲,$d1923-$911',
          '245 10$aFikr-i Ayāz /$cS. Ayāz.',
          '500 __$aKept$9kept',
          '650 _0$aPoets$97',
          '830 _0$aSeries$v2$9044',
          '942 __$2ddc$cBK$n0',
          '952 __$aCPL$p1$97',
          '999 __$c12$d12',
        ),
        [
          '001 12',
          '003 koha-b',
          '005 20200101000000.0',
          '035 __$a(koha-b)12',
          '100 1_$aAyāz, Shaik̲h̲,$d1923-',
          '245 10$aFikr-i Ayāz /$cS. Ayāz.',
          '500 __$aKept$9kept',
          '650 _0$aPoets',
          '830 _0$aSeries$v2',
        ],
        [],
      ],
      [
        'says in 035 what 001 and 003 said',
        koha('12', '001 ocm123', '003 OCoLC', '245 00$aA'),
        ['001 12', '003 koha-b', '035 __$a(koha-b)12', '035 __$a(OCoLC)ocm123', '245 00$aA'],
        [],
      ],
      [
        'says no number twice',
        koha('12', '001 12', '003 koha-b', '035 __$a(koha-b)12', '245 00$aA'),
        ['001 12', '003 koha-b', '035 __$a(koha-b)12', '245 00$aA'],
        [],
      ],
      [
        'keeps a number of nobody apart from those of its system',
        koha('12', '001 13', '245 00$aA'),
        ['001 12', '003 koha-b', '035 __$a(koha-b)12', '035 __$a(koha-b/001)13', '245 00$aA'],
        [],
      ],
      [
        'loses what Symphony writes of libraries, copies and authorities',
        member(
          'symphony',
          S,
          '88',
          '001 a88',
          '003 SIRSI',
          '245 00$aA',
          '596 __$a1 3',
          '700 1_$aAdler, Larry$=^A14637',
          '700 1_$aRobinson, Eric$?UNAUTHORIZED',
          '949 __$aX',
          '999 __$aWB 1$i30001',
        ),
        [
          '001 88',
          '003 sirsi',
          '035 __$a(sirsi)88',
          '035 __$a(SIRSI)a88',
          '245 00$aA',
          '700 1_$aAdler, Larry',
          '700 1_$aRobinson, Eric',
        ],
        [],
      ],
      [
        'leaves out what the target would take for a copy',
        member('files', S, '5', '245 00$aA', '942 __$aLocal', '952 __$aNot a copy', '999 __$aNor this'),
        ['001 5', '003 sirsi', '035 __$a(sirsi)5', '245 00$aA'],
        ['RESERVED_FIELD_LEFT_OUT 942', 'RESERVED_FIELD_LEFT_OUT 952', 'RESERVED_FIELD_LEFT_OUT 999'],
      ],
      [
        'keeps a control character, and says so',
        koha('1', '245 00$aA\u0001B'),
        ['001 1', '003 koha-b', '035 __$a(koha-b)1', '245 00$aA\u0001B'],
        ['CONTROL_CHARACTER 245'],
      ],
    ];
  it.each(cases)('%s', (_what, one, fields, notes) => {
    expect(made([one])).toEqual({ fields, notes });
  });

  it('keeps a field that the plan gives another tag', () => {
    const merge: RecordRules['merge'] = ([{ marc }]) => ({
      leader: marc.leader,
      fields: marc.fields.map((one) => (one.tag === '952' ? { ...one, tag: '970' } : one)),
    });
    expect(made([member('files', S, '5', '245 00$aA', '952 __$aMoved')], { merge })).toEqual({
      fields: ['001 5', '003 sirsi', '035 __$a(sirsi)5', '245 00$aA', '970 __$aMoved'],
      notes: [],
    });
  });

  it('names other records as the target has them', () => {
    const one = koha(
      '5',
      '245 00$aA',
      '773 0_$tHost$w7',
      '773 0_$088$tHost$94',
      '774 0_$tPart$w9$088',
      '776 08$tOnline$w(OCoLC)1',
      '777 0_$tIssued with$w404',
      '787 0_$tWith$wgone',
      '830 _0$aSeries$w7',
    );
    const to: Readonly<Record<string, string>> = { 7: '(koha-b)70', '(koha-b)88': '(koha-a)3', 9: '(koha-b)9' };
    const linkOf: RecordRules['linkOf'] = (_system, number) =>
      number === 'gone' ? { goes: false } : to[number] === undefined ? null : { goes: true, number: to[number] };
    expect(made([one], { linkOf })).toEqual({
      fields: [
        '001 5',
        '003 koha-b',
        '035 __$a(koha-b)5',
        '245 00$aA',
        '773 0_$tHost$w(koha-b)70',
        '773 0_$w(koha-a)3$tHost',
        '774 0_$tPart$w(koha-b)9',
        '776 08$tOnline$w(OCoLC)1',
        '777 0_$tIssued with$w404',
        '787 0_$tWith',
        '830 _0$aSeries$w(koha-b)70',
      ],
      notes: ['LINK_ELSEWHERE 777', 'LINK_LEFT_BEHIND 787'],
    });
  });
});

describe('a record of several sources', () => {
  it('has the numbers of each, and the pointers of none', () => {
    const base = koha('1', '001 ocm9', '003 OCoLC', '035 __$a(OCoLC)ocm9', '245 10$aBase', '650 _0$aPoets$97');
    const other = member('symphony', S, 'c2', '001 c2', '650 _2$aPoetry$=^A1', '999 __$aX');
    expect(made([base, other]).fields).toEqual([
      '001 1',
      '003 koha-b',
      '035 __$a(OCoLC)ocm9',
      '035 __$a(koha-b)1',
      '035 __$a(sirsi)c2',
      '245 10$aBase',
      '650 _0$aPoets',
      '650 _2$aPoetry',
    ]);
  });
});

describe('a record that is in the target already', () => {
  it('keeps its numbers and pointers, and is found by its own number', () => {
    const base = koha('1', '001 ocm9', '003 OCoLC', '245 10$aBase', '650 _0$aPoets$97', '942 __$cBK', '952 __$p1');
    const other = member('symphony', S, 'c2', '650 _2$aPoetry$=^A1');
    expect(made([base, other], { into: B }).fields).toEqual([
      '001 ocm9',
      '003 OCoLC',
      '035 __$a(koha-b)1',
      '035 __$a(sirsi)c2',
      '245 10$aBase',
      '650 _0$aPoets$97',
      '650 _2$aPoetry',
      '942 __$cBK',
      '999 __$c1$d1',
    ]);
  });
});

const ITEM: PlannedItem = {
  barcode: '30101000001545',
  branch: 'MED',
  location: 'GEN',
  collection: 'NFIC',
  itemType: 'BK',
  status: 'LOST 4, NOT_LOAN -1',
  callNumber: 'WB 100',
  details: {
    enumeration: 'v.1',
    chronology: '1999',
    copyNumber: '2',
    price: '£1,012.50',
    acquiredOn: '2019-03-10',
    lastBorrowedOn: '2024-01-02',
    dueOn: '2026-12-24',
    publicNotes: ['Signed', 'Boxed'],
    other: [
      { name: 'call_number_source', value: 'nlm' },
      { name: 'stack', value: '3' },
    ],
  },
  staffNotes: ['Mend'],
};

it('leaves out a link that was nothing but the number of what stays behind, and says so', () => {
  const { fields, notes } = made([koha('1', '245 00$aA', '773 0_$w88', '773 0_$tHost$w88')], {
    linkOf: () => ({ goes: false }),
  });

  expect(fields.filter((text) => text.startsWith('773'))).toEqual(['773 0_$tHost']);
  expect(notes).toEqual(['LINK_LEFT_BEHIND 773']);
});

it('keeps the old number of what is merged into a record of the target', () => {
  const there = member('koha', S, '1', '001 old-1', '003 Own', '245 00$aA');
  const { fields } = made([there, koha('2', '001 ocm5', '003 OCoLC', '245 00$aA')], { into: S });

  expect(fields.filter((text) => text.startsWith('0'))).toEqual([
    '001 old-1',
    '003 Own',
    '035 __$a(sirsi)1',
    '035 __$a(koha-b)2',
    '035 __$a(OCoLC)ocm5',
  ]);
});

describe('holdings', () => {
  it('are 942 and 952 in the order of Koha', () => {
    const { fields } = withHoldings(marcOf('245 00$aA', '970 __$aLast'), {
      runs: [],
      branches: { branchOf: () => null, libraryOf: () => null },
      items: [ITEM, { ...ITEM, details: {}, staffNotes: [], status: null, collection: null, branch: null }],
      isSuppressed: true,
    });
    expect(fields.map(show)).toEqual([
      '245 00$aA',
      '942 __$cBK$n1',
      '952 __$00$14$2nlm$40$7-1$8NFIC$aMED$bMED$cGEN$d2019-03-10$g1012.50$hv.1 1999$oWB 100$p30101000001545' +
        '$s2024-01-02$t2$xMend$yBK$zSigned | Boxed',
      '952 __$00$10$40$70$cGEN$oWB 100$p30101000001545$yBK',
      '970 __$aLast',
    ]);
  });

  const run = (library: string, text: string, rest: Partial<PlannedRun> = {}): PlannedRun => ({
    goes: true,
    library,
    kind: 'MAIN',
    text,
    retention: null,
    note: null,
    ...rest,
  });

  it('have the runs that go, each with its branch, and keep what stood in their fields', () => {
    const one = marcOf(
      '245 00$aJournal',
      '852 __$81$bOLD$cJNL',
      '852 __$bNo run of ours',
      '866 _0$81.1$av.1-9 (1990-1998)$xFor staff',
      '866 _0$81.2$zLacks v.3',
      '867 _0$82$aSuppl. 1',
      '852 __$83$bNORTH',
      '866 _0$83$a1970-1980',
      '852 __$84$bEAST',
      '866 _0$84$a1970-1980',
    );
    const other = marcOf('853 20$81$av.$i(year)', '863 41$81.1$a1-5$i1990-1994', '866 _0$aBound$81');
    const runs: readonly PlannedRun[] = [
      run('med', 'v.1-9 (1990-1998)', { note: 'Lacks v.3' }),
      run('north', '1970-1980', { goes: false }),
      run('east', '1970-1980'),
      run('med', 'v.10- (1999-)', { note: 'In the basement', retention: 'Kept 5 years' }),
    ];
    const coded = linkedRuns(other).map(({ statement }) => run('north', statement.text));
    const owners: Readonly<Record<string, string>> = { OLD: 'med', NORTH: 'north', EAST: 'east' };
    const codes: Readonly<Record<string, string>> = { EAST: 'EST', OLD: 'MED', med: 'MEDLIB', north: 'NRT' };
    const { fields } = withHoldings(makeRecord([koha('1', ...one.fields.map(show))], rules()).marc, {
      runs: [
        { system: B, kind: 'koha', marc: one, runs },
        { system: S, kind: 'koha', marc: other, runs: coded },
      ],
      branches: {
        branchOf: (_system, own, library) => codes[own ?? library] ?? codes[library] ?? null,
        libraryOf: (_system, own) => owners[own] ?? null,
      },
      items: [],
      isSuppressed: false,
    });
    const shown = fields.map(show).filter((text) => text.startsWith('8'));
    expect(shown).toEqual([
      '852 __$bNo run of ours',
      '852 __$81$bMED$cJNL',
      '852 __$83$bEST',
      '852 __$84$bMEDLIB',
      '852 __$85$bNRT',
      '853 20$85$av.$i(year)',
      '863 41$85.1$a1-5$i1990-1994',
      '866 _0$81.1$av.1-9 (1990-1998)$xFor staff',
      '866 _0$81.2$zLacks v.3',
      '866 _0$83$a1970-1980',
      '866 _0$84.1$av.10- (1999-)$zKept 5 years$zIn the basement',
      '866 _0$aBound$85',
      '867 _0$82$aSuppl. 1',
    ]);
    const read = linkedRuns({ leader: LEADER, fields });
    expect(read.map(({ place, statement: { text, note } }) => [place, text, note])).toEqual([
      [null, 'Suppl. 1', null],
      ['NRT', 'Bound', null],
      ['NRT', 'v.1-5 (1990-1994)', null],
      ['MED', 'v.1-9 (1990-1998)', 'Lacks v.3'],
      ['EST', '1970-1980', null],
      ['MEDLIB', 'v.10- (1999-)', 'Kept 5 years In the basement'],
    ]);
  });

  it.each([
    ['symphony', ['852 __$81$bMX', '866 _0$81.1$av.1-5', '852 __$82$bMY', '866 _0$82.1$av.7']],
    ['files', ['852 __$81$bMX', '866 _0$81.1$av.1-5', '852 __$82$bMY', '866 _0$82.1$av.7']],
    // A Koha's run belongs to no place without a link, and to its library all the same.
    ['koha', ['852 __$bBX', '852 __$bBY', '852 __$81$bMX', '852 __$82$bMY', '866 _0$81.1$av.1-5', '866 _0$82.1$av.7']],
  ])('of a %s without links go to the library that states them', (kind, expected) => {
    const one = marcOf('852 __$bBX', '866 _0$av.1-5', '852 __$bBY', '866 _0$av.7');
    const its = member(kind, S, '1', ...one.fields.map(show));
    const { fields } = withHoldings(makeRecord([its], rules()).marc, {
      runs: [{ system: S, kind, marc: one, runs: [run('x', 'v.1-5'), run('y', 'v.7')] }],
      branches: {
        branchOf: (_system, _own, library) => ({ x: 'MX', y: 'MY' })[library] ?? null,
        libraryOf: (_system, own) => ({ BX: 'x', BY: 'y' })[own] ?? null,
      },
      items: [],
      isSuppressed: false,
    });

    const stated = (told: readonly string[]) => told.filter((text) => text.startsWith('8')).toSorted();
    expect(stated(fields.map(show))).toEqual(stated(expected));
    expect(linkedRuns({ leader: LEADER, fields }).map(({ place, statement }) => [place, statement.text])).toEqual([
      ['MX', 'v.1-5'],
      ['MY', 'v.7'],
    ]);
  });
});

describe.skipIf(!sharedAvailable)('real records', () => {
  // UTF-8 and MARC-8, composed and not, links to other scripts, Arabic and Chinese.
  it.each([
    'evergreen-library-system+Evergreen',
    'folio-org+mod-data-loader',
    'indexdata+yaz',
    'LibreCat+Catmandu-MARC',
  ])('of %s are the same but for numbers, and no fault comes in with writing', (folder) => {
    const root = sharedPath('data/marc', folder);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    let read = 0;
    const wrong: unknown[] = [];
    for (const entry of files) {
      for (const result of readMarcBytes(readFileSync(join(entry.parentPath, entry.name)))) {
        if (result.kind === 'reject') continue;
        read += 1;
        const { marc } = makeRecord([{ kind: 'files', system: S, localId: 'n1', libraries: [], marc: result.record }], {
          merge: ([{ marc: own }]) => own,
          linkOf: () => null,
        });
        const bytes = written(marc);
        if (bytes === null) continue;
        const [again] = readMarcBytes(bytes);
        const [asItWas] = readMarcBytes(written(result.record) ?? bytes);
        if (again?.kind !== 'record' || asItWas?.kind !== 'record') wrong.push([entry.name, 'is not read']);
        else if (again.repairs.some((repair) => !asItWas.repairs.includes(repair)))
          wrong.push([entry.name, again.repairs]);
        else if (others(again.record).join() !== others(result.record).join())
          wrong.push([entry.name, others(again.record), others(result.record)]);
      }
    }
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(50);
  });
});

/** Null for what ISO 2709 cannot hold. */
function written(marc: MarcRecord): Uint8Array | null {
  try {
    return writeIso2709(marc);
  } catch {
    return null;
  }
}

/** What no rule of these touches; 852 and 853 to 868 get new links. */
function others({ fields }: MarcRecord): readonly string[] {
  const own = /^(001|003|035|942|952|999|85[2-5]|86[3-8])/;
  return fields.map(show).filter((text) => !own.test(text));
}
