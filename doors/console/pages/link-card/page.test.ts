import type { LinkRefusalCode } from '../../__generated__/operations.ts';
import { expect, it } from 'vitest';
import { linkCardView, sayRefusal } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const NOTHING = { library: '', card: '' };
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

it('offers no empty list where no library has one', () => {
  const region = { name: 'Vale', libraries: [{ id: 'oak', name: 'Oak Library', patronData: null }] };

  expect(linkCardView({ region, me: null }, NOTHING, null, NOW).libraries).toEqual([]);
});

it('gives back what was typed, and says of each field that is empty what to do', () => {
  const typed = { library: 'ash', card: '' };
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
    { library: 'ash', card: '1' },
    { is: 'REFUSED', code: 'NOT_RECOGNISED', retryAt: null },
    NOW,
  );

  expect(errors.map(({ text }) => text)).toEqual([
    'The library does not recognise this card with this PIN. Check both, and the library.',
  ]);
  expect(wrong).toEqual({ library: null, card: null, pin: null });
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
