/** How far an account can be shown, in words. An account that does not answer never looks like one without loans. */
import { LENDS } from '../../words/moves.ts';
import { SILENT_WHY, sayAccessRefusal, sayAsked } from './words.ts';
import type { Account } from './asked.ts';

export interface Standing {
  /** `TOLD`: its system answered. `SILENT`: it may again. `CLOSED`: somebody has to do something first. */
  readonly is: 'TOLD' | 'SILENT' | 'CLOSED';
  /** What is missing, since when and why, as sentences; null if nothing is. */
  readonly words: string | null;
  /** Why nothing can be changed although it can be looked at, as sentences; null if it can. */
  readonly readOnly: string | null;
  /** That the library moves or moved, as sentences; null if it does not. */
  readonly move: string | null;
}

export interface Stood {
  readonly account: Account;
  readonly standing: Standing;
}

const NOT_SHOWN = 'Your loans and requests there are not shown: this does not mean that you have none.';

/** `failed`: the graph itself could not give the account's contents. */
export function standingOf(account: Account, failed: boolean, now: number): Standing {
  const moving = moveOf(account);
  return { ...shownOf(account, failed, now), ...moving };
}

function shownOf({ library, refusal, facts }: Account, failed: boolean, now: number): Pick<Standing, 'is' | 'words'> {
  const when = sayAsked(null, now);
  if (refusal !== null) {
    return { is: 'CLOSED', words: `We cannot show your account at ${library.name}. ${sayAccessRefusal(refusal.code)}` };
  }
  if (failed) {
    return { is: 'SILENT', words: `We could not ask ${library.name} ${when}: something is wrong here. ${NOT_SHOWN}` };
  }
  if (facts === null) {
    return {
      is: 'CLOSED',
      words: `${library.name} does not have this account any more, or you belong to a library now whose accounts are not shown here. Unlink the card, and link the one you have now.`,
    };
  }
  if (facts.state === 'NOT_SUPPORTED') {
    return {
      is: 'CLOSED',
      words: `The system of ${library.name} cannot show accounts here. Ask the library. ${NOT_SHOWN}`,
    };
  }
  if (facts.state !== 'LIVE') {
    const why = facts.reason === null ? 'its system is not answering' : SILENT_WHY[facts.reason.code];
    return { is: 'SILENT', words: `We could not ask ${library.name} ${when}: ${why}. ${NOT_SHOWN}` };
  }
  if (facts.loans === null) {
    return {
      is: 'SILENT',
      words: `${library.name} answered without telling us your loans. Your loans there are not shown: this does not mean that you have none.`,
    };
  }
  const { reason } = facts;
  return {
    is: 'TOLD',
    words: reason === null ? null : `${library.name} could not tell us everything. ${reason.message}`,
  };
}

/** An account at a system that its library has left is refused, so that one which is shown is where the library lends. */
function moveOf({ library: { name, memberships }, refusal }: Account): Pick<Standing, 'readOnly' | 'move'> {
  if (refusal?.code === 'LIBRARY_MOVED') {
    const words = sayAccessRefusal(refusal.code);
    return { readOnly: words, move: words };
  }
  if (memberships.length === 0 || memberships.some(({ phase }) => LENDS.has(phase)))
    return { readOnly: null, move: null };
  const words = `${name} is moving to another system. Until that is done your account can be looked at, and not changed. Ask its staff.`;
  return { readOnly: words, move: words };
}
