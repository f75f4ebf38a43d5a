import { describe, expect, it } from 'vitest';
import type { ComparedRecordFragment } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { decidedNotice, previewView, type Previewed } from './preview-view.ts';
import { faultOf, readForm } from './ruling-form.ts';
import { toVerdict, type Match } from './verdict.ts';
import { pairView, type Pair } from './page.ts';
import { rulingPage } from './ruling-page.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const RULED = { id: 'r', decision: 'SAME', at: '2026-11-24T09:05:00Z', note: null } as const;
const MATCH: Match = {
  together: true,
  compared: true,
  probability: 0.998,
  decision: 'SAME',
  reasons: [],
  vetoes: [],
  ruling: null,
};

function record(id: string, edition: string): ComparedRecordFragment {
  const subfields = [{ code: 'a', value: `Asthma in children ${id === 'n:record:1' ? '/' : ':'}` }];
  return {
    id,
    localId: id.slice(-1),
    title: 'Asthma in children',
    harvestedAt: '2026-11-24T03:00:00Z',
    system: { name: id.startsWith('n') ? 'North' : 'South' },
    edition: {
      id: edition,
      title: 'Asthma in children',
      holdings: [{ library: { name: 'Queen Edith' }, record: { id: 'n:record:1' } }],
      records: { nodes: [{ id: 'w:record:3', localId: '3', title: null, system: { name: 'West' } }] },
    },
    marc: { leader: 'l', undecoded: false, fields: [{ tag: '245', value: null, ind1: '1', ind2: '0', subfields }] },
  };
}

const PAIR: Pair = {
  a: record('n:record:1', 'e1'),
  b: record('s:record:2', 'e1'),
  match: MATCH,
};
const viewer = (role: Viewer['role']): Viewer => ({ role, libraries: [] });

function why(rest: Partial<Match>): string {
  const { headline, why: sentences } = toVerdict({ ...MATCH, ...rest }, NOW);
  return [headline, ...sentences].join(' ');
}

describe('the rows side by side', () => {
  const withFields = (id: string, isbn: string, extent: string): ComparedRecordFragment => ({
    ...record(id, 'e1'),
    marc: {
      leader: 'l',
      undecoded: false,
      fields: [
        ...[['020', isbn] as const, ['300', extent] as const].map(([tag, value]) => ({
          ...{ tag, value: null, ind1: ' ', ind2: ' ' },
          subfields: [{ code: 'a', value }],
        })),
      ],
    },
  });

  it.each([
    ['0-19-852663-6', '9780198526636 (pbk.)', '1 v.', '1 volume'],
    ['978-0-19-852663-6', '0198526636', '200 p. ;', '200 pages'],
  ])('hold %s and %s, %s and %s to be the same', (isbn, otherIsbn, extent, otherExtent) => {
    const { sides } = pairView(
      { ...PAIR, a: withFields('n:record:1', isbn, extent), b: withFields('s:record:2', otherIsbn, otherExtent) },
      { viewer: null, now: NOW },
    );

    const compared = sides.flatMap(({ header, cells }) => (/ISBN|Extent/.test(header) ? [cells[2]] : []));
    expect(compared).toEqual(['Same', 'Same']);
  });
});

describe('the verdict', () => {
  it('says who or what decided', () => {
    expect(why({})).toMatch(
      /are one edition\. Matching says that they are one edition: the probability is more than 99 %\./,
    );
    expect(why({ together: false, ruling: { ...RULED, decision: 'DIFFERENT', note: 'plates' } })).toMatch(
      /two editions\. Somebody decided today 09:05 that these records are two editions.*“plates” Matching alone says that they are one/,
    );
  });

  it('says what matching cannot decide, what a rule forbids, and what was never compared', () => {
    expect(why({ together: false, decision: 'UNSURE', probability: 0.6 })).toContain(
      'Matching cannot decide: the probability is 60 %',
    );
    expect(why({ together: false, decision: 'DIFFERENT', vetoes: [{ rule: 'part', detail: '1 / 2' }] })).toContain(
      'a rule keeps them apart',
    );
    expect(why({ together: false, compared: false, decision: 'DIFFERENT' })).toContain('Matching never compared them');
  });

  it('says it when two that match are apart, and two that do not are joined', () => {
    expect(why({ together: false })).toContain('must not be joined with a third record');
    expect(why({ decision: 'UNSURE', probability: 0.6 })).toContain('joined because each belongs with another record');
  });

  it('says it when a decision has no effect yet, and takes neither side', () => {
    const verdict = toVerdict({ ...MATCH, together: false, ruling: RULED }, NOW);
    expect(verdict.tag).toBe('Not as decided');
    expect(verdict.why.at(-1)).toMatch(/Another decision .* or the records wait/);
  });
});

describe('the page', () => {
  it('shows what each says, whose it is, and how fields differ', () => {
    const { sides, marc, others, names } = pairView(PAIR, { viewer: null, now: NOW });

    expect(names).toEqual(['North, record 1', 'South, record 2']);
    expect(sides.map(({ header, cells }) => [header, ...cells])).toEqual([
      ['Title', 'Asthma in children', 'Asthma in children', 'Same'],
      ['Held by', 'Queen Edith', '–', ''],
      ['Record received', 'North, today 03:00', 'South, today 03:00', ''],
    ]);
    expect(marc.map(({ name, summary, differs }) => [name, summary, differs])).toEqual([
      ['Title', '1 same but for punctuation or codes', false],
      ['Control fields', '1 same', false],
    ]);
    expect(others).toEqual([
      { text: 'Compare North, record 1 with West, record 3', href: '/records/n%3Arecord%3A1/with/w%3Arecord%3A3' },
    ]);
  });

  it('leads to the title of both, or to each by its record', () => {
    const titlesOf = (b: ComparedRecordFragment): readonly string[] =>
      pairView({ ...PAIR, b }, { viewer: null, now: NOW }).titles.map(({ text, href }) => `${text} ${href}`);

    expect(titlesOf(PAIR.b)).toEqual(['Asthma in children /titles/e1']);
    expect(titlesOf(record('s:record:2', 'e2'))).toEqual([
      'Asthma in children (North, record 1) /titles/e1',
      'Asthma in children (South, record 2) /titles/e2',
    ]);
  });

  it.each([
    [null, false, true],
    [viewer('PATRON'), false, false],
    [viewer('STAFF'), false, false],
    [viewer('MIGRATION'), true, false],
    [viewer('OPERATOR'), true, false],
  ] as const)('lets %o decide: %s', (who, mayRule, signIn) => {
    expect(pairView(PAIR, { viewer: who, now: NOW }).ruling).toMatchObject({ mayRule, signIn });
  });

  it('leads staff back to the list from which they came, and readers nowhere', () => {
    const fixesFor = (viewer: Viewer | null) => pairView(PAIR, { viewer, now: NOW }).ruling.fixes;

    expect(fixesFor({ role: 'STAFF', libraries: [{ id: 'north', name: 'North Library' }] })).toBe('/my-library');
    expect([fixesFor({ role: 'PATRON', libraries: [] }), fixesFor(null)]).toEqual([null, null]);
  });

  it('says of fields that cannot be read that they cannot', () => {
    const { marc, marcNote } = pairView({ ...PAIR, b: { ...PAIR.b, marc: null } }, { viewer: null, now: NOW });
    expect([marc, marcNote]).toEqual([[], 'The fields of South, record 2 cannot be read.']);
  });
});

describe('the form', () => {
  it('is read as it was sent, and a choice that is none is none', () => {
    expect(readForm(new URLSearchParams({ step: 'decide', decision: 'SAME', note: ' a\r\nb ', seen: 'r' }))).toEqual({
      step: 'DECIDE',
      choice: 'SAME',
      note: 'a\nb',
      seen: 'r',
    });
    expect(readForm(new URLSearchParams({ step: 'x', decision: 'MAYBE', seen: '' }))).toEqual({
      step: 'CHOOSE',
      choice: null,
      note: '',
      seen: null,
    });
  });

  it('needs a choice, and a reason that is not too long', () => {
    const form = { step: 'PREVIEW', choice: 'SAME', note: '', seen: null } as const;
    expect(faultOf({ ...form, choice: null })?.field).toBe('decision');
    expect(faultOf({ ...form, note: '🙂'.repeat(1_001) })?.message).toContain('it has 1,001');
    expect(faultOf({ ...form, note: '🙂'.repeat(1_000) })).toBeNull();
  });
});

describe('what would change', () => {
  const edition = { id: 'e1', title: 'Asthma', recordCount: 1, libraries: [], records: [] };
  const named = { id: 'n:record:1', localId: '1', title: null, system: { name: 'North' } };
  const PREVIEW: Previewed = {
    a: named,
    b: { ...named, id: 's:record:2' },
    preview: {
      standing: null,
      effect: { together: true, before: [edition, { ...edition, id: 'e2' }], after: [{ ...edition, recordCount: 60 }] },
      against: [],
    },
    form: { step: 'PREVIEW', choice: 'SAME', note: 'why', seen: null },
    now: NOW,
    ruledMeanwhile: false,
  };

  it('is counted, and a new title has no address', () => {
    const model = previewView(PREVIEW);
    expect([model.summary, model.before.length, model.after[0]?.more, model.meanwhile]).toEqual([
      '2 titles would become one title.',
      2,
      'and 60 further records',
      [],
    ]);
    const split = { ...PREVIEW.preview.effect, after: [{ ...edition, id: null }] };
    expect(previewView({ ...PREVIEW, preview: { ...PREVIEW.preview, effect: split } }).after[0]?.href).toBeNull();
  });

  it('is said to be nothing where another decision stands against it', () => {
    const effect = { together: false, before: [], after: [] };
    expect(previewView({ ...PREVIEW, preview: { ...PREVIEW.preview, effect } }).summary).toBe(
      'No title would change: another decision stands against it.',
    );
    expect(decidedNotice('SAME', 'DONE', effect)).toMatchObject({ kind: 'important' });
  });

  it('leads from a decision that stands against it to its two records only if both are public', () => {
    const hrefWith = (b: typeof named | null) => {
      const against = [{ id: 'r', decision: 'DIFFERENT', at: RULED.at, note: null, a: named, b }] as const;
      return previewView({ ...PREVIEW, preview: { ...PREVIEW.preview, against: [...against] } }).against[0]?.href;
    };

    expect(hrefWith({ ...named, id: 's:record:2' })).toBe('/records/n%3Arecord%3A1/with/s%3Arecord%3A2');
    expect(hrefWith(null)).toBeNull();
  });

  it('says what stands when somebody decided meanwhile, also that a decision was taken back', () => {
    expect(previewView({ ...PREVIEW, ruledMeanwhile: true }).meanwhile.join(' ')).toContain('None stands now');
    const model = previewView({ ...PREVIEW, ruledMeanwhile: true, preview: { ...PREVIEW.preview, standing: RULED } });
    expect(model.meanwhile.join(' ')).toContain('Somebody decided today 09:05');
    expect([model.confirm, model.fields.seen, model.fields.note]).toEqual([
      'Decide: one edition all the same',
      'r',
      'why',
    ]);
  });

  it('is told after it is done', () => {
    expect(decidedNotice('NONE', 'DONE', PREVIEW.preview.effect)).toMatchObject({
      kind: 'success',
      heading: 'The decision is taken back',
      paragraphs: ['2 titles became one title.'],
    });
    expect(decidedNotice('SAME', 'ALREADY_SO', null).heading).toBe('It was so already');
  });
});

describe('a decision of which the graph gives nothing', () => {
  const EFFECT = { together: true, before: [], after: [] };
  const send = (code: string, standing: typeof RULED | null) => {
    const error = { code, message: 'Why.', path: ['makeRuling'], system: null, correlationId: null };
    const shown = { a: record('n:record:1', 'e1'), b: record('s:record:2', 'e1') };
    const ask = (document: { toString(): string }) =>
      Promise.resolve(
        document.toString().includes('mutation')
          ? { data: { makeRuling: null }, errors: [error] }
          : { data: { ...shown, rulingPreview: { standing, effect: EFFECT, against: [] } }, errors: [] },
      );
    const params = { a: 'n:record:1', b: 's:record:2' };
    const form = new URLSearchParams({ step: 'decide', decision: 'SAME', note: '', seen: '' });
    const visit = {
      params,
      viewer: viewer('MIGRATION'),
      query: new URLSearchParams(),
      own: null,
      quick: new Set<string>(),
      memory: null,
    };
    return rulingPage.submit?.({ ...visit, graph: { ask } as unknown as Graph, form, now: NOW });
  };

  it('is called not done only where that is certain', async () => {
    const unsure = { notice: { heading: 'We cannot tell whether your decision was made' } };

    expect(await send('SUBGRAPH_UNAVAILABLE', RULED)).toMatchObject(unsure);
    expect(await send('INTERNAL', null)).toMatchObject(unsure);
    expect(await send('STORE_UNAVAILABLE', RULED)).toMatchObject(unsure);
    expect(await send('STORE_UNAVAILABLE', null)).toMatchObject({ model: { trouble: 'Why.', meanwhile: [] } });
    expect(await send('BAD_USER_INPUT', RULED)).toMatchObject({ model: { trouble: 'Why.' } });
  });
});
