import { describe, expect, it } from 'vitest';
import type { RequestNowQuery } from '../../__generated__/operations.ts';
import { NOW, openMemory } from '../account/account.fixture.ts';
import { openReference } from '../account/references.ts';
import type { Account, Library } from './asked.ts';
import { formView } from './now.ts';
import { EDITION } from './request.fixture.ts';

type Holding = NonNullable<RequestNowQuery['edition']>['holdings'][number];
type Copy = NonNullable<NonNullable<Holding['availability']>['items']>['nodes'][number];
type Facts = NonNullable<NonNullable<NonNullable<RequestNowQuery['me']>['accounts']>[number]['facts']>;
type Hold = NonNullable<Facts['holds']>[number];

const OPEN = { timeZone: 'Europe/London', closures: [], sites: [] };
const ASH = { id: 'ash', name: 'Ash Library' };
const LIBRARY: Library = {
  ...ASH,
  ...OPEN,
  requestForm: null,
  contact: null,
  system: { id: 's', capabilities: [], libraries: [{ ...ASH, patronData: { active: true } }], pickupPlaces: [] },
};
const ACCOUNT: Account = { id: 'ash:account:1', library: { ...ASH, system: { id: 's' } }, refusal: null };

function copy(id: string): Copy {
  return {
    id,
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    status: 'ON_LOAN',
    limitations: [],
    use: null,
    callNumber: 'WB 115',
    enumeration: `v. ${id}`,
    reason: null,
    due: null,
    currentLocation: null,
    permanentLocation: null,
  };
}

const BARE = { basis: 'ITEMS', online: false, sites: [], statements: [], availability: null } as const;

function hold(record: string | null): Hold {
  return { id: 'ash:hold:1', status: 'QUEUED', queuePosition: 2, record: record === null ? null : { id: record } };
}

/** What is shown of a title with these copies, for which six requests wait, to a reader with these requests. */
function view(
  copies: readonly string[],
  holds: readonly Hold[] | null,
  library = LIBRARY,
  homeSite: string | null = null,
  holdQueueAtLeast: number | null = 6,
  {
    loans = [],
    query = '',
    told = {},
    others = [],
    statements = [],
  }: {
    readonly loans?: NonNullable<Facts['loans']>;
    readonly query?: string;
    readonly told?: Partial<NonNullable<Holding['availability']>>;
    readonly others?: readonly Holding[];
    readonly statements?: Holding['statements'];
  } = {},
) {
  const availability = {
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    reason: null,
    itemCount: 2,
    availableCount: 0,
    recordGone: false,
    unknownCount: 0,
    earliestDue: null,
    services: null,
    holdQueue: 6,
    holdQueueAtLeast,
    items: { nodes: copies.map(copy), pageInfo: { hasNextPage: false } },
    ...told,
  } as const;
  const facts: Facts = { state: 'LIVE', homeSite, reason: null, blocks: [], holds, loans };
  const memory = openMemory();
  const asked = { library, edition: EDITION, account: ACCOUNT };
  const model = formView({ memory, now: NOW, query: new URLSearchParams(query) }, asked, {
    edition: {
      holdings: [
        { ...BARE, id: 'h', sites: [{ id: 'east' }], record: { id: 'r' }, statements, availability },
        ...others,
      ],
    },
    me: { accounts: [{ id: ACCOUNT.id, facts }] },
  });
  return { ...model, words: model.sentences.join(' '), opened: openReference(memory, model.reference ?? '') };
}

describe('the form of a request', () => {
  it('is not given to whoever asked already, but where there is another copy to choose', () => {
    const [one, two] = [view(['1'], [hold('r')]), view(['1', '2'], [hold('r')])];

    expect([one.reference, one.words, one.toAccount]).toEqual([
      null,
      'You asked for it already: you are number 2 in the queue.',
      true,
    ]);
    expect(two.words).toMatch(/^You asked for it already: .* You can ask for another copy/);
    expect(two.copies?.items.map(({ value }) => value)).toEqual(['1', '2']);
    expect(two.opened).toMatchObject({ to: 'PLACE', had: ['ash:hold:1'] });
    expect(view(['1', '2'], []).copies?.items.map(({ value }) => value)).toEqual(['', '1', '2']);
  });

  it('is not given to whoever asked for it under another record of the library', () => {
    const others = [{ ...BARE, id: 'i', record: { id: 'second' } }];
    const shown = view(['1'], [hold('second')], LIBRARY, null, 6, { others });

    expect([shown.reference, shown.words, shown.toAccount]).toEqual([
      null,
      'You asked for it already: you are number 2 in the queue.',
      true,
    ]);
  });

  it('says that a request may never be met where the record is gone, and takes another that is there', () => {
    const gone = { itemCount: 0, recordGone: true, items: null } as const;
    const others = [{ ...BARE, id: 'i', record: { id: 'second' } }];

    expect(view([], [], LIBRARY, null, 6, { told: gone }).words).toContain(
      'No longer in the library’s public catalogue. A request may never be met.',
    );
    expect(view([], [], LIBRARY, null, 6, { told: gone, others }).opened).toMatchObject({ holding: 'i' });
  });

  it('says of a run whose listed volumes are lost that it is held, and not that a request may never be met', () => {
    const items = { nodes: [{ ...copy('1'), status: 'LOST' as const }], pageInfo: { hasNextPage: false } };
    const statements = [{ text: '1990-2024' }];
    const { words } = view([], [], LIBRARY, null, 6, { told: { itemCount: 0, items }, statements });

    expect(words).toContain('Held by the library; ask for the volume.');
    expect(words).not.toContain('never');
  });

  it('counts whoever asks among a queue only by their requests under the same record', () => {
    const others = [{ ...BARE, id: 'i', record: { id: 'second' } }];
    const queue = { holdQueue: null, holdQueueAtLeast: 1 };
    const say = (record: string) => view(['1', '2'], [hold(record)], LIBRARY, null, 1, { others, told: queue }).words;

    expect(say('second')).toContain('At least one other reader waits for it.');
    expect(say('r')).toContain('At least one reader waits for it; you may be one of them.');
  });

  it('asks whoever has it on loan before they request it', () => {
    const loans = [{ record: { id: 'r' }, due: { on: '2026-12-16' } }];
    const shown = (query: string) => view(['1'], [], LIBRARY, null, 6, { loans, query });
    const words =
      'You have it on loan until 16 December 2026. While a request of your own waits for it, it may not be renewed.';

    expect(shown('')).toMatchObject({
      words,
      reference: null,
      toAccount: true,
      anyway: '/titles/t/request/ash?anyway=yes',
    });
    expect(shown('anyway=yes')).toMatchObject({
      reference: expect.any(String) as string,
      toAccount: false,
      anyway: null,
    });
    expect(view(['1'], [], LIBRARY, null, 6, { loans: [{ record: null, due: null }] }).reference).not.toBeNull();
  });

  it('says when the first is due back, and of a copy that is not simply lent what it is for', () => {
    const due = { earliestDue: { on: '2026-12-16' } };
    const copies = [copy('1'), { ...copy('2'), status: 'AVAILABLE' as const, use: 'REFERENCE' as const }];
    const shown = view([], [], LIBRARY, null, 6, {
      told: { ...due, items: { nodes: copies, pageInfo: { hasNextPage: false } } },
    });

    expect(shown.words).toContain('First due back 16 December 2026.');
    expect(shown.copies?.items.map(({ text }) => text)).toEqual([
      'Any copy: the first that can be had',
      'v. 1 · WB 115 · On loan',
      'v. 2 · WB 115 · On the shelf · For use in the library',
    ]);
  });

  it('says of copies that are gone that a request may never be met', () => {
    const words = (...states: readonly NonNullable<Copy['status']>[]) => {
      const nodes = states.map((status) => ({ ...copy(status), status }));
      return view([], [], LIBRARY, null, 6, { told: { items: { nodes, pageInfo: { hasNextPage: false } } } }).words;
    };

    expect(words('MISSING')).toContain('None available now: its only copy is missing. A request may never be met.');
    expect(words('MISSING', 'ON_LOAN')).not.toContain('never be met');
  });

  it('says that the place with the copies is closed for long, though another of the library is open', () => {
    const closures = [{ from: '2026-09-01', to: null, note: null }];
    const sites = [
      { id: 'east', closures },
      { id: 'west', closures: [] },
    ];
    const shown = view(['1'], [], { ...LIBRARY, sites }, null, 6, { told: { availableCount: 1 } });

    expect(shown.words).toContain('1 on the shelf, but the library is closed until further notice.');
  });

  it('says of a place to collect that it is closed for long, and chooses it for nobody', () => {
    const closures = [{ from: '2026-09-01', to: null, note: 'Moving to another building' }];
    const pickupPlaces = [
      { code: 'ASH', library: { ...ASH, ...OPEN, closures }, site: null },
      { code: 'OAK', library: { id: 'oak', name: 'Oak Library', ...OPEN }, site: null },
    ];
    const library = { ...LIBRARY, closures, system: { ...LIBRARY.system, pickupPlaces } };

    expect(view(['1'], [], library, 'ASH').places.map(({ text, selected }) => [text, selected])).toEqual([
      ['Where you usually collect', true],
      ['Oak Library', false],
      ['Ash Library, closed until further notice: moving to another building', false],
    ]);
  });

  it('says that a place is told afterwards where the system told one of another request', () => {
    const system = { ...LIBRARY.system, capabilities: ['CANCEL_HOLD' as const] };
    const words = (holds: readonly Hold[]) => view(['1'], holds, { ...LIBRARY, system }, null, null).words;

    expect(words([])).toContain('How many readers wait for it cannot be known before you ask.');
    expect(words([hold('another')])).toContain(
      'This library tells your place only once you have asked; you can cancel then.',
    );
  });

  it('counts whoever asks among those who wait unless they are certainly none of them', () => {
    expect(view(['1'], [hold('another')]).words).toContain('6 other readers wait for it.');
    for (const holds of [null, [hold(null)], [hold('r')]]) {
      expect(view(['1', '2'], holds).words).toContain('6 readers wait for it; you may be one of them.');
    }
  });
});
