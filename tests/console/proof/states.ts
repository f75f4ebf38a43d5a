/**
 * Every page in every state: what is visited, by whom, in which world, and what is to be read there, so that no state is only thought
 * to be reached. A page that is new is added to one of these lists by one line.
 */
import { ACCOUNTS } from './states/accounts.ts';
import { COMPARING } from './states/comparing.ts';
import { DECIDING } from './states/deciding.ts';
import { OPERATING } from './states/operating.ts';
import { PUBLIC } from './states/public.ts';
import { SESSIONS } from './states/sessions.ts';
import { SIGNED_IN } from './states/signed-in.ts';
import type { State } from './states/state.ts';
import { TROUBLE } from './states/trouble.ts';

export const STATES: readonly State[] = [
  ...PUBLIC,
  ...SIGNED_IN,
  ...SESSIONS,
  ...ACCOUNTS,
  ...COMPARING,
  ...DECIDING,
  ...OPERATING,
  ...TROUBLE,
];
