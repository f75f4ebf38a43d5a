/** Keys of programs: which there are, how long they are good, and taking one away. */
import type { KeyPartsFragment } from '../../../__generated__/operations.ts';
import { plural, sayDay } from '../../../words/moments.ts';
import { sayEnd, sayOpens, sayState, standingOf, type KeyStanding } from '../key-words.ts';
import { operateModel } from '../places.ts';

const ORDER: readonly KeyStanding[] = ['SOON', 'VALID', 'ENDED', 'REVOKED'];

export function keysView(keys: readonly KeyPartsFragment[], now: number) {
  const place = (key: KeyPartsFragment): number => ORDER.indexOf(standingOf(key, now));
  const good = keys.filter((key) => place(key) < ORDER.indexOf('ENDED')).length;
  return {
    ...operateModel({ title: 'Keys', path: '/operate/keys' }),
    summary: keys.length === 0 ? 'No key has been made.' : `${plural(good, 'key is', 'keys are')} valid.`,
    rows: keys
      .toSorted((a, b) => place(a) - place(b))
      .map((key) => ({
        header: key.name,
        cells: [
          key.id,
          sayOpens(key),
          sayDay(key.madeAt.slice(0, 10)),
          sayEnd(key),
          sayState(key, now),
          standingOf(key, now) === 'REVOKED'
            ? 'Nothing to do'
            : { text: `Revoke ${key.name}`, href: `/operate/keys/${encodeURIComponent(key.id)}/revoke` },
        ],
      })),
  };
}

export function revokeView(key: KeyPartsFragment, now: number) {
  return {
    ...operateModel({ title: `Revoke the key “${key.name}”?`, path: '/operate/keys' }),
    id: key.id,
    name: key.name,
    opens: sayOpens(key),
    state: sayState(key, now),
    mayRevoke: standingOf(key, now) !== 'REVOKED',
  };
}
