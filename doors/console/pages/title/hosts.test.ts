import { describe, expect, it } from 'vitest';
import { createRender, type Frame } from '../../render.ts';
import type { Edition } from './holders.ts';
import { sumView } from './copies.ts';
import { tellHosts, waitingHosts } from './hosts.ts';

type Host = NonNullable<Edition['partOf']>[number];
type Told = Parameters<typeof tellHosts>[1] extends ReadonlyMap<string, infer Copy> ? Copy : never;

const NOW = Date.parse('2026-11-27T10:00:00Z');
const ITEM = 'k:item:40';
const render = createRender();
const FRAME: Frame = {
  title: '',
  region: '',
  nonce: '',
  csrf: '',
  viewer: null,
  who: null,
  canSignIn: false,
  signInHref: '',
  notices: [],
  session: null,
};

function host(more: Partial<Host> = {}): Host {
  return {
    title: 'Anatomy',
    creator: null,
    part: 'p. 12-19',
    edition: { id: 'r:edition:4', title: 'Anatomy: a textbook', language: 'eng' },
    copy: null,
    ...more,
  };
}

const withCopy = host({ copy: { item: { id: ITEM }, holding: { library: { name: 'Alder' } } } });

function copy(more: Partial<Told> = {}): Told {
  return {
    id: ITEM,
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    reason: null,
    status: 'AVAILABLE',
    limitations: [],
    use: 'LOAN',
    callNumber: 'QS 4',
    enumeration: null,
    due: null,
    currentLocation: { name: 'Stacks', site: null },
    permanentLocation: null,
    ...more,
  };
}

const copyOf = (told: Told | null) =>
  tellHosts({ partOf: [withCopy] }, new Map(told === null ? [] : [[ITEM, told]]), NOW).map((model) => model.copy);

describe('what a title is a part of', () => {
  it('leads to the host, and says where in it', () => {
    expect(waitingHosts({ partOf: [host()] })).toEqual([
      { name: 'Anatomy: a textbook', lang: null, href: '/titles/r%3Aedition%3A4', after: ', p. 12-19.', copy: null },
    ]);
  });

  it('is words alone where the host is not known, and ends in one full stop', () => {
    expect(waitingHosts({ partOf: [host({ edition: null, part: 'p. 12.' })] })).toEqual([
      { name: 'Anatomy', lang: null, href: null, after: ', p. 12.', copy: null },
    ]);
  });

  it('has nothing that can have the focus while a copy is asked for, because it is replaced', () => {
    expect(waitingHosts({ partOf: [withCopy, host()] }).map(({ href, copy }) => [href, copy])).toEqual([
      [null, 'One copy has it, at Alder. Checking how it stands…'],
      [null, null],
    ]);
  });

  it('says how the one copy stands, and where', () => {
    expect(copyOf(copy())).toEqual(['One copy has it, at Alder, Stacks, QS 4: On the shelf.']);
    expect(copyOf(copy({ status: 'ON_LOAN', due: { on: '2025-02-01' } }))).toEqual([
      expect.stringMatching(/QS 4: On loan, was due .*1 February 2025/),
    ]);
    expect(copyOf(copy({ status: 'ON_LOAN', due: { on: '2026-12-01' } }))).toEqual([
      expect.stringMatching(/QS 4: On loan, due .*1 December/),
    ]);
  });

  it('says that a copy could not be checked, never that it is not there', () => {
    const unchecked = ['One copy has it, at Alder: We could not check.'];

    expect(copyOf(null)).toEqual(unchecked);
    expect(copyOf(copy({ state: 'UNKNOWN', status: null, callNumber: null, currentLocation: null }))).toEqual(
      unchecked,
    );
  });

  it('is one sentence on the page, in which no title is markup', () => {
    const model = {
      ...FRAME,
      hosts: waitingHosts({
        partOf: [
          host(),
          host({ edition: null, title: '<b>Botany</b>' }),
          host({ part: null, edition: { id: 'r:edition:5', title: 'תורת הצומח', language: 'heb' } }),
        ],
      }),
    };

    expect(render('pages/title/hosts-part.njk', model).trim()).toBe(
      '<div class="app-hosts" slot="hosts"><p>Part of <a href="/titles/r%3Aedition%3A4">Anatomy: a textbook</a>, p. 12-19.</p>' +
        '<p>Part of &lt;b&gt;Botany&lt;/b&gt;, p. 12-19.</p>' +
        '<p>Part of <a href="/titles/r%3Aedition%3A5"><bdi lang="he"><bdi>תורת הצומח</bdi></bdi></a>.</p></div>',
    );
  });

  it('is where its copies are, if it has none of its own', () => {
    expect(sumView([], true).sum).toBe('It has no copies of its own: it is in what it is part of.');
    expect(sumView([]).sum).toBe('No library holds it now.');
  });
});
