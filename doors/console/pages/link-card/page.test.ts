import type { LinkRefusalCode } from '../../__generated__/operations.ts';
import { expect, it } from 'vitest';
import type { Answer } from '#clients/typescript/index.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import type { Graph } from '../../graph.ts';
import { openMemory } from '../account/account.fixture.ts';
import { linkCardPage, linkCardView, sayRefusal } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const NOTHING = { library: '', card: '', wanted: null };
const ASKED = {
  region: {
    name: 'Vale',
    libraries: [
      { id: 'ash', name: 'Ash Library', patronData: { active: true } },
      { id: 'oak', name: 'Oak Library', patronData: null },
      { id: 'elm', name: 'Elm Library', patronData: { active: false } },
    ],
  },
  me: { id: 'pseudonym' },
};

it('lists the libraries that have an agreement, and names those that have none', () => {
  const { libraries, notHere } = linkCardView(ASKED, NOTHING, null, NOW);

  expect(libraries.map(({ text }) => text)).toEqual(['Choose a library', 'Ash Library']);
  expect(notHere).toContain('Oak Library and Elm Library');
});

it('has them from A to Z', () => {
  const named = (...names: readonly string[]) => {
    const libraries = names.map((name) => ({ id: name, name, patronData: { active: true } }));
    const region = { name: 'Vale', libraries };
    return linkCardView({ region, me: null }, NOTHING, null, NOW).libraries.map(({ text }) => text);
  };

  expect(named('Oak', 'Ash')).toEqual(['Choose a library', 'Ash', 'Oak']);
});

it('offers no empty list where no library has one', () => {
  const region = { name: 'Vale', libraries: [{ id: 'oak', name: 'Oak Library', patronData: null }] };

  expect(linkCardView({ region, me: null }, NOTHING, null, NOW).libraries).toEqual([]);
});

it('gives back what was typed, and says of each field that is empty what to do', () => {
  const typed = { library: 'ash', card: '', wanted: null };
  const model = linkCardView(ASKED, typed, { is: 'MISSING', fields: ['card', 'pin'] }, NOW);

  expect(model.libraries[1]?.selected).toBe(true);
  expect(model.errors).toEqual([
    { text: 'Enter the number of the card', href: '#card' },
    { text: 'Enter the PIN or password of the card', href: '#pin' },
  ]);
  expect(model.wrong).toMatchObject({ library: null, card: 'Enter the number of the card' });
});

it('does not say whether the card or the PIN was wrong, because the graph does not', () => {
  const { errors, wrong } = linkCardView(
    ASKED,
    { library: 'ash', card: '1', wanted: null },
    { is: 'REFUSED', code: 'NOT_RECOGNISED', retryAt: null },
    NOW,
  );

  expect(errors.map(({ text }) => text)).toEqual([
    'The library does not recognise this card with this PIN. Check both, and the library.',
  ]);
  expect(wrong).toEqual({
    library: null,
    card: 'Check the number of the card',
    pin: 'Check the PIN or password',
  });
});

it('says when a locked card can be tried again', () => {
  expect(sayRefusal('LOCKED_OUT', '2026-11-27T10:15:00Z', NOW)).toBe(
    'There were too many tries that failed, so no card can be tried now. You can try again today 10:15. The library’s staff can link the card before that.',
  );
});

it.each<LinkRefusalCode>(['CANNOT_VERIFY', 'SYSTEM_UNAVAILABLE', 'ALREADY_LINKED', 'LINKED_ELSEWHERE', 'NO_AGREEMENT'])(
  '%s says what to do',
  (code) => {
    expect(sayRefusal(code, null, NOW)).toMatch(/^[A-Z].*\.$/);
  },
);

it('says of an answer that did not come that the card may be linked', () => {
  const { heading, errors } = linkCardView(ASKED, NOTHING, { is: 'UNKNOWN' }, NOW);

  expect([heading, errors[0]?.href]).toEqual(['We cannot tell whether the card was linked', '/account']);
});

/** A graph that links every card, and a reader who asks it. */
function reader(query: Readonly<Record<string, string>>) {
  const graph: Graph = {
    async ask<Data, Variables>(_: DocumentTypeDecoration<Data, Variables>): Promise<Answer<Data>> {
      const linkAccount = { account: { library: { name: 'Ash Library' } }, refusal: null };
      return { errors: [], notLive: [], correlationId: null, data: { ...ASKED, linkAccount } as Data };
    },
    pages() {
      throw new Error('a card has no pages');
    },
  };
  const viewer = { role: 'PATRON', libraries: [] } as const;
  return {
    graph,
    viewer,
    params: {},
    query: new URLSearchParams(query),
    own: null,
    quick: new Set<string>(),
    memory: openMemory(),
    now: NOW,
  };
}

it('chooses the library of the request that led to it, and leads back to that request', async () => {
  const shown = await linkCardPage.show(reader({ library: 'ash', title: 'told:1' }));
  const send = (form: Readonly<Record<string, string>>) =>
    linkCardPage.submit?.({ ...reader({}), form: new URLSearchParams({ card: '1', pin: '2', ...form }) });

  expect(shown).toMatchObject({
    model: {
      libraries: [{ selected: false }, { value: 'ash', selected: true }],
      wanted: { title: 'told:1', library: 'ash' },
      back: { href: '/titles/told%3A1/request/ash' },
    },
  });
  expect(await send({ library: 'ash', title: 'told:1', for: 'ash' })).toMatchObject({
    redirect: '/titles/told%3A1/request/ash',
    notice: { heading: 'Card linked', paragraphs: [expect.stringContaining('You can now request this title.')] },
  });
  expect(await send({ library: 'ash', title: '//elsewhere.example', for: '..' })).toMatchObject({
    redirect: '/titles/%2F%2Felsewhere.example/request/..',
  });
  expect(await send({ library: 'ash' })).toMatchObject({ redirect: '/account' });
});
