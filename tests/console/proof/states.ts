/**
 * Every page in every state: what is visited, by whom, in which world, and what is to be read there, so that no state is only thought
 * to be reached. A page that is new is added to `states.tsv` by one line, or to one of these lists where something is done there first.
 */
import { DEMO_PERSONS } from '#demo/persons.ts';
import { readRows } from '#tests/support/tsv-rows.ts';
import { ACCOUNTS } from './states/accounts.ts';
import { COMPARING } from './states/comparing.ts';
import { DECIDING } from './states/deciding.ts';
import { OPERATING } from './states/operating.ts';
import { PUBLIC } from './states/public.ts';
import { SESSIONS } from './states/sessions.ts';
import { SIGNED_IN } from './states/signed-in.ts';
import { FALSE_ALARM, type State } from './states/state.ts';
import { TROUBLE } from './states/trouble.ts';
import { WORLDS } from './worlds/names.ts';
import type { Places } from './worlds/world.ts';

/** `{title}` in an address is a place of the world; each column from the last on is read in the page. */
function toState(row: readonly string[]): State {
  const [world, name = '', who, path = '', status, tabbed, never = '', ...says] = row;
  const person = DEMO_PERSONS.find(({ id }) => id === who)?.id;
  const found = WORLDS.find((one) => one === world);
  if (found === undefined || (person === undefined) !== (who === ''))
    throw new Error(`nobody knows where: ${row.join(', ')}`);
  return {
    world: found,
    name,
    path: (places) => path.replaceAll(/\{(\w+)\}/g, (_, place: keyof Places) => places[place]),
    status: Number(status) || 200,
    tabbed: tabbed === 'tabbed',
    says: says.map((text) => new RegExp(text)),
    ...(person === undefined ? {} : { who: person }),
    ...(never === '' ? {} : { never: never === 'FALSE_ALARM' ? FALSE_ALARM : new RegExp(never) }),
  };
}

export const STATES: readonly State[] = [
  ...readRows(new URL('states/states.tsv', import.meta.url)).map(toState),
  ...PUBLIC,
  ...SIGNED_IN,
  ...SESSIONS,
  ...ACCOUNTS,
  ...COMPARING,
  ...DECIDING,
  ...OPERATING,
  ...TROUBLE,
];
