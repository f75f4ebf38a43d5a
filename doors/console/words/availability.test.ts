import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactState, ReasonCode } from '../__generated__/operations.ts';
import type { CopyCountsFragment } from '../__generated__/operations.ts';
import { describeAvailability, sumUp, sumUpLibrary } from './availability.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const LIVE: CopyCountsFragment = {
  state: 'LIVE',
  asOf: '2026-11-27T09:59:58Z',
  reason: null,
  itemCount: 2,
  availableCount: 1,
  recordGone: false,
  unknownCount: 0,
  earliestDue: null,
  services: null,
};
const silent = { code: 'UNREACHABLE', message: 'Hill does not answer.' } as const;

describe('a library’s availability in words', () => {
  it.each<readonly [string, Partial<Parameters<typeof describeAvailability>[0]>, string, string, string | null]>([
    ['in', {}, '1 available now', 'Checked today 09:59.', null],
    ['in, and more perhaps', { unknownCount: 2 }, '1 available now; 2 more may be', 'Checked today 09:59.', null],
    [
      'out',
      { availableCount: 0, earliestDue: { on: '2026-12-05' } },
      'None available now',
      'Checked today 09:59.',
      'First due back 5 December 2026',
    ],
    [
      'due today',
      { availableCount: 0, earliestDue: { on: '2026-11-27' } },
      'None available now',
      'Checked today 09:59.',
      'First due back today',
    ],
    [
      'overdue',
      { availableCount: 0, earliestDue: { on: '2026-11-20' } },
      'None available now',
      'Checked today 09:59.',
      'Was due back 20 November 2026',
    ],
    [
      'perhaps',
      { availableCount: null, unknownCount: 1 },
      'Perhaps on the shelf: the system cannot tell for sure',
      'Checked today 09:59.',
      null,
    ],
    [
      'gone, though the index has copies',
      { itemCount: 0, availableCount: 0, listed: 2 },
      'Its catalogue lists 2 copies; its system shows none now',
      'Checked today 09:59.',
      null,
    ],
    [
      'known by no copies',
      { itemCount: 0, availableCount: 0, basis: 'STATEMENT' },
      'Held by the library; ask for the volume',
      'Checked today 09:59.',
      null,
    ],
    [
      'a record alone, last known',
      { state: 'LAST_KNOWN', reason: silent, itemCount: 0, availableCount: 0, basis: 'RECORD_ONLY' },
      'In the library’s catalogue; ask the library; the system is not answering',
      '',
      null,
    ],
    [
      'on order when it was last known',
      { ...{ state: 'LAST_KNOWN', reason: silent }, itemCount: 0, availableCount: 0, basis: 'ORDER' },
      'On order today 09:59; the system is not answering',
      '',
      null,
    ],
    ['on order', { itemCount: 0, availableCount: 0, basis: 'ORDER' }, 'On order', 'Checked today 09:59.', null],
    [
      'a record that its system has no more',
      { itemCount: 0, availableCount: 0, recordGone: true, basis: 'RECORD_ONLY' },
      'No longer in the library’s public catalogue',
      'Checked today 09:59.',
      null,
    ],
    [
      'a record that its system had no more',
      {
        ...{ state: 'LAST_KNOWN', reason: silent },
        itemCount: 0,
        availableCount: 0,
        recordGone: true,
        basis: 'STATEMENT',
      },
      'No copy could be found today 09:59; the system is not answering',
      '',
      null,
    ],
    ['gone', { itemCount: 0, availableCount: 0 }, 'No copy can be found any more', 'Checked today 09:59.', null],
    [
      'in, of a list that is older',
      { reason: { code: 'NOT_SUPPORTED', message: 'Which copies there are is from a list of yesterday.' } },
      '1 available now',
      'Checked today 09:59. Which copies there are is from a list of yesterday.',
      null,
    ],
    [
      'last known in',
      { state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent },
      '1 copy on the shelf yesterday 14:05; the system is not answering',
      '',
      null,
    ],
    [
      'last known out',
      { state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent, availableCount: 0 },
      'None available yesterday 14:05, but one may be back; the system is not answering',
      '',
      null,
    ],
    [
      'unknown',
      { state: 'UNKNOWN', asOf: null, reason: silent, itemCount: null, availableCount: null, unknownCount: null },
      'We could not check. It may be on the shelf.',
      'The library’s system is not answering.',
      null,
    ],
    [
      'not supported',
      { state: 'NOT_SUPPORTED', asOf: null, itemCount: null, availableCount: null, unknownCount: null },
      'This system cannot tell us; ask the library.',
      '',
      null,
    ],
  ])('%s', (_, given, headline, checked, due) => {
    expect(describeAvailability({ ...LIVE, ...given }, false, NOW)).toMatchObject({ headline, checked, due });
  });

  it.each([
    [
      ['RESTRICTED'],
      ['PERHAPS', '1 on the shelf; ask the library whether it can be borrowed'],
      [
        'PERHAPS',
        '1 on the shelf yesterday 14:05; ask the library whether it can be borrowed; the system is not answering',
      ],
    ],
    [
      ['RESTRICTED', 'RESTRICTED', 'LOAN'],
      ['PERHAPS', '2 on the shelf; ask the library whether one can be borrowed'],
      [
        'PERHAPS',
        '2 on the shelf yesterday 14:05; ask the library whether one can be borrowed; the system is not answering',
      ],
    ],
    [
      ['REFERENCE'],
      ['NONE', 'None available now to borrow; 1 on the shelf, for use in the library'],
      [
        'WAS_OUT',
        'None available to borrow yesterday 14:05; 1 on the shelf then, for use in the library; the system is not answering',
      ],
    ],
    [
      ['REFERENCE', 'LOAN'],
      ['NONE', 'None available now to borrow; 1 on the shelf, for use in the library'],
      [
        'WAS_OUT',
        'None available to borrow yesterday 14:05, but one may be back; 1 on the shelf then, for use in the library; the system is not answering',
      ],
    ],
    [
      ['LOAN'],
      ['NONE', 'None available now'],
      ['WAS_OUT', 'None available yesterday 14:05, but one may be back; the system is not answering'],
    ],
  ] as const)(
    'says of copies on the shelf that are not simply lent what they are, or were: %j',
    (uses, live, known) => {
      const nodes = uses.map((use) => {
        const status = use === 'LOAN' ? ('ON_LOAN' as const) : ('AVAILABLE' as const);
        return { state: 'LIVE' as const, use, status, limitations: [] };
      });
      const asked = { ...LIVE, itemCount: uses.length, availableCount: 0, items: { nodes } };
      const were = { nodes: nodes.map((node) => ({ ...node, reason: silent })) };
      const then = {
        ...asked,
        state: 'LAST_KNOWN',
        asOf: '2026-11-26T14:05:00Z',
        reason: silent,
        items: were,
      } as const;

      const told = [asked, then].map((one) => describeAvailability(one, false, NOW));
      expect(told.map(({ certainty, headline }) => [certainty, headline])).toEqual([live, known]);
    },
  );

  it.each([
    [['MISSING'], 'None available now: its only copy is missing', 'its only copy was missing'],
    [['LOST', 'LOST'], 'None available now: its 2 copies are lost', 'its 2 copies were lost'],
    [
      ['WITHDRAWN', 'LOST'],
      'its 2 copies are lost or withdrawn',
      'copies were lost or withdrawn when last listed, yesterday 14:05',
    ],
    [['AT_BINDERY'], 'None available now: its only copy is at the bindery', 'yesterday 14:05, but one may be back'],
    [['LOST', 'ON_LOAN'], 'None available now', 'None available yesterday 14:05, but one may be back'],
  ] as const)('says that no copy can come, and of none that is gone that it may be back: %j', (states, live, known) => {
    const nodes = states.map((status) => ({ state: 'LIVE' as const, use: 'LOAN' as const, status, limitations: [] }));
    const asked = { ...LIVE, availableCount: 0, items: { nodes, pageInfo: { hasNextPage: false } } };
    const then = { ...asked, state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent } as const;
    const [now, before] = [asked, then].map((one) => describeAvailability(one, false, NOW));

    expect([now?.certainty, before?.certainty]).toEqual(['NONE', 'WAS_OUT']);
    expect(now?.headline).toContain(live);
    expect(before?.headline).toContain(known);
    expect(before?.headline.includes('may be back')).toBe(known.includes('may be back'));
    const some = { ...asked, items: { nodes, pageInfo: { hasNextPage: true } } };
    expect(describeAvailability(some, false, NOW).headline).toBe('None available now to borrow');
    const none = describeAvailability({ ...then, itemCount: 0, items: null }, false, NOW).headline;
    expect(none).toBe('No copy could be found yesterday 14:05; the system is not answering');
  });

  it('is none to borrow where what may be on the shelf is for use in the library', () => {
    const copy = {
      ...({ state: 'LIVE', use: 'REFERENCE', status: 'AVAILABLE' } as const),
      limitations: ['HOLD_SHELF_NOT_TOLD' as const],
    };
    const counts = { ...LIVE, itemCount: 1, availableCount: 0, unknownCount: 1 };
    const say = (given: Parameters<typeof describeAvailability>[0]) => describeAvailability(given, false, NOW);
    const told = [
      say({ ...counts, items: { nodes: [copy] } }),
      say({ ...counts, items: { nodes: [{ ...copy, use: 'RESTRICTED' }] } }),
      say(counts),
      say({ ...counts, state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent }),
    ];

    expect(told.map(({ certainty, headline }) => [certainty, headline])).toEqual([
      ['NONE', 'None available now to borrow; perhaps 1 on the shelf, for use in the library'],
      ['PERHAPS', 'Perhaps 1 on the shelf; ask the library whether it can be borrowed'],
      ['NONE', 'None available now to borrow'],
      ['WAS_OUT', 'None available to borrow yesterday 14:05, but one may be back; the system is not answering'],
    ]);
    const [words] = told;
    if (words === undefined) throw new Error('nothing was told');
    expect(sumUp([sumUpLibrary([{ asked: counts, words }])])).toBe('None available now to borrow.');
  });

  it('is there for use in the library where its services say so, and no copy is told', () => {
    const services = [
      { service: 'LOAN', available: false },
      { service: 'REFERENCE_USE', available: true },
    ] as const;
    const counts = { ...LIVE, availableCount: 0, services };
    const shut = 'closed until further notice';
    const told = [
      describeAvailability(counts, false, NOW),
      describeAvailability({ ...counts, itemCount: 1 }, false, NOW, { words: shut, copies: null }),
      describeAvailability({ ...counts, state: 'LAST_KNOWN', reason: silent }, false, NOW),
    ];

    expect(told.map(({ certainty, headline }) => [certainty, headline])).toEqual([
      ['NONE', 'None available now to borrow; at least 1 on the shelf, for use in the library'],
      [
        'SHUT',
        'None available now to borrow; 1 on the shelf, for use in the library; the library is closed until further notice',
      ],
      [
        'WAS_OUT',
        'None available to borrow today 09:59, but one may be back; at least 1 on the shelf then, for use in the library; the system is not answering',
      ],
    ]);
  });

  it('counts at least those that are told where there are more copies', () => {
    const say = (use: 'LOAN' | 'REFERENCE' | 'RESTRICTED') => {
      const node = { state: 'LIVE', use, status: use === 'LOAN' ? 'ON_LOAN' : 'AVAILABLE', limitations: [] } as const;
      const items = { nodes: [node], pageInfo: { hasNextPage: true } };
      const asked = { ...LIVE, availableCount: 0, itemCount: 90, items };
      const { certainty, headline, readHere } = describeAvailability(asked, false, NOW);
      return [certainty, headline, readHere];
    };

    expect([say('REFERENCE'), say('RESTRICTED'), say('LOAN')]).toEqual([
      ['NONE', 'None available now to borrow; at least 1 on the shelf, for use in the library', true],
      ['PERHAPS', 'At least 1 on the shelf; ask the library whether one can be borrowed', undefined],
      ['NONE', 'None available now to borrow', null],
    ]);
  });

  it('is not certainly out where there are more copies than are told: one that only some may borrow may be in', () => {
    const node = { state: 'LIVE', use: 'LOAN', status: 'ON_LOAN', limitations: [] } as const;
    const asked = {
      ...LIVE,
      availableCount: 0,
      itemCount: 30,
      items: { nodes: [node], pageInfo: { hasNextPage: true } },
    };
    const words = describeAvailability(asked, false, NOW);

    expect(words.maybeMore).toBe(true);
    expect(sumUp([sumUpLibrary([{ asked, words }])])).toBe('None is certainly available now.');
  });

  it('counts copies that are told live, though their system always says that it does not show all', () => {
    const reason = { code: 'NOT_SUPPORTED', message: 'Holds are not shown.' } as const;
    const nodes = ['1', '2', '3'].map(() => ({
      ...({ state: 'LIVE', status: 'AVAILABLE', use: 'REFERENCE' } as const),
      ...{ limitations: [], reason },
    }));
    const counts = { ...LIVE, reason, availableCount: 0, itemCount: 3, items: { nodes } };
    const services = [{ service: 'REFERENCE_USE', available: true }] as const;
    const known = nodes.map((copy) => ({ ...copy, state: 'LAST_KNOWN' as const }));

    expect(describeAvailability({ ...counts, services }, false, NOW).headline).toBe(
      'None available now to borrow; 3 on the shelf, for use in the library',
    );
    expect(describeAvailability({ ...counts, items: { nodes: known } }, false, NOW).headline).toBe(
      'None available now to borrow; perhaps 3 on the shelf, for use in the library',
    );
  });

  it('counts what was out when last known apart from what may be on the shelf', () => {
    const known = { ...LIVE, state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent } as const;
    const all = [known, { ...known, availableCount: 0 }].map((asked) =>
      sumUpLibrary([{ asked, words: describeAvailability(asked, false, NOW) }]),
    );

    expect(sumUp(all)).toBe(
      'None is certainly available now; 1 library may have one on the shelf; 1 library had none when last checked.',
    );
  });

  it.each(['NOW', 'THEN'])(
    'of a run that is stated is held, though the copies that were listed of it are lost: %s',
    (tense) => {
      const nodes = [{ state: 'LIVE', status: 'LOST', use: 'LOAN', limitations: [] } as const];
      const counts = { ...LIVE, itemCount: 0, availableCount: 0, items: { nodes, pageInfo: { hasNextPage: false } } };
      const asked = tense === 'NOW' ? counts : ({ ...counts, state: 'LAST_KNOWN', reason: silent } as const);
      const say = (of: Partial<Parameters<typeof describeAvailability>[0]>) =>
        describeAvailability({ ...asked, ...of }, false, NOW);
      const held = {
        certainty: 'PERHAPS',
        headline: expect.stringMatching(/^Held by the library; ask for the volume/) as unknown,
      };

      expect(say({ basis: 'ITEMS', statements: [{ text: '1990-2024' }] })).toMatchObject(held);
      expect(say({ basis: 'STATEMENT' })).toMatchObject(held);
      expect(say({ basis: 'ITEMS', statements: [] }).headline).toMatch(/its only copy (is|was) lost/);
    },
  );

  it('is not to be had now at a library that is closed for long, whatever its system says', () => {
    const shut = 'closed until further notice: moving to another building';
    const say = (given: Partial<CopyCountsFragment>) =>
      describeAvailability({ ...LIVE, ...given }, false, NOW, { words: shut, copies: null });

    expect([say({}), say({ state: 'UNKNOWN', asOf: null }), say({ availableCount: 0 })]).toMatchObject([
      { certainty: 'SHUT', headline: `1 on the shelf, but the library is ${shut}`, checked: 'Checked today 09:59.' },
      { certainty: 'SHUT', headline: `We could not check. It may be on the shelf; the library is ${shut}` },
      { certainty: 'NONE', headline: 'None available now' },
    ]);
    const due = { availableCount: 0, earliestDue: { on: '2026-12-05' } };
    expect([say(due).due, say({ ...due, state: 'LAST_KNOWN' }).due]).toEqual([null, null]);
    expect(describeAvailability({ ...LIVE, ...due }, false, NOW).due).toBe('First due back 5 December 2026');
    const all = [say({})].map((words) => sumUpLibrary([{ asked: LIVE, words }]));
    expect(sumUp(all)).toBe('None available now. 1 library may have one, but is closed.');
  });

  it('is to be had now but for the copies that stand where it is closed for long', () => {
    const shut = { words: 'closed until further notice', copies: 1 };
    const [rest] = [describeAvailability({ ...LIVE, availableCount: 3 }, false, NOW, shut)];

    expect(rest).toMatchObject({
      certainty: 'AVAILABLE',
      headline: '2 available now; 1 more on the shelf where it is closed until further notice',
    });
    expect(sumUp([sumUpLibrary([{ asked: { ...LIVE, availableCount: 3 }, words: rest }])])).toBe('2 available now.');
  });

  it('is not certainly out where its system says that it does not show all', () => {
    const reason = { code: 'NOT_SUPPORTED', message: 'Copies as listed on 1 November 2026.' } as const;
    const sumOf = (more: Partial<CopyCountsFragment>): string => {
      const asked = { ...LIVE, availableCount: 0, ...more };
      const words = describeAvailability(asked, false, NOW);
      expect(words).toMatchObject({ certainty: 'NONE', headline: 'None available now' });
      return sumUp([sumUpLibrary([{ asked, words }])]);
    };

    expect(sumOf({ reason })).toBe('None is certainly available now.');
    expect(sumOf({})).toBe('None available now.');
  });

  it('is none for certain where it was on order when it was last known', () => {
    const asked = { ...LIVE, state: 'LAST_KNOWN', reason: silent, itemCount: 0, availableCount: 0 } as const;

    expect(describeAvailability({ ...asked, basis: 'ORDER' }, false, NOW).certainty).toBe('WAS_OUT');
  });

  it('says "none available" only where a system said so now, and of every copy', () => {
    const count = fc.option(fc.nat(3), { nil: null });
    const facts = fc.record<CopyCountsFragment>({
      state: fc.constantFrom<FactState>('LIVE', 'LAST_KNOWN', 'UNKNOWN', 'NOT_SUPPORTED'),
      asOf: fc.option(fc.constant('2026-11-25T08:00:00Z'), { nil: null }),
      reason: fc.option(
        fc.record({ code: fc.constantFrom<ReasonCode>('TIMEOUT', 'FROZEN', 'NOT_SUPPORTED'), message: fc.string() }),
        {
          nil: null,
        },
      ),
      itemCount: count,
      availableCount: count,
      recordGone: fc.constantFrom(null, false, true),
      unknownCount: count,
      earliestDue: fc.constant(null),
      services: fc.constant(null),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { certainty, headline, checked } = describeAvailability(given, false, NOW);
        if (certainty === 'NONE') {
          expect(given.state).toBe('LIVE');
          expect(given.availableCount).toBe(0);
          // What may be in place is not lent: else the count would be null.
          if ((given.unknownCount ?? 0) > 0 && given.itemCount !== 0) expect(headline).toContain('to borrow');
        }
        // What is less than live says since when, or that nothing is known.
        if (given.state === 'LAST_KNOWN') expect(`${headline} ${checked}`).toMatch(/25 November 2026|last checked/);
      }),
    );
  });
});

describe('the sum of all libraries', () => {
  /** One library with these holdings. */
  const library = (...holdings: readonly Partial<CopyCountsFragment>[]) =>
    sumUpLibrary(
      holdings.map((given) => {
        const asked = { ...LIVE, ...given };
        return { asked, words: describeAvailability(asked, false, NOW) };
      }),
    );
  const silent = { state: 'UNKNOWN', availableCount: null, unknownCount: null, itemCount: null } as const;
  const out = { availableCount: 0 };

  it.each([
    [[], 'No library holds it now.'],
    [[library({ availableCount: 2 }), library({})], '3 available now.'],
    [
      [library({ availableCount: 3 }), library(silent), library(silent)],
      'At least 3 copies available now; 2 libraries could not be checked.',
    ],
    [[library({ unknownCount: 1 })], 'At least 1 copy available now.'],
    [[library(out)], 'None available now.'],
    [[library(out), library(silent)], 'None is certainly available now; 1 library could not be checked.'],
    // Catalogued twice: it is still one library.
    [[library(silent, silent)], 'None is certainly available now; 1 library could not be checked.'],
    [[library({}, silent)], 'At least 1 copy available now.'],
    [[library(out, out)], 'None available now.'],
  ])('%#', (all, sentence) => {
    expect(sumUp(all)).toBe(sentence);
  });
});
