/** Whether a server truly checks PINs: a test card is shown to it, with a wrong PIN and with its own. */
import { steadyNow } from '#platform/steady-clock.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { singleFlight } from '../../shared/single-flight.ts';
import type { PatronAnswer } from './patron-answer.ts';

/** `IGNORES` lets a wrong PIN pass, or does not say; `NO_TEST_CARD` does not know the test card, or does not accept it with its own PIN. */
export type PinVerdict = 'CHECKS' | 'IGNORES' | 'NO_TEST_CARD';

export type PinCheck = ReturnType<typeof createPinCheck>;

interface PinCheckOptions {
  readonly system: string;
  /** Reads the test card and its PIN. Throws CONFIG_INVALID if one is not set. */
  readonly testCard: () => { readonly card: string; readonly pin: string };
  readonly withPin: (card: string, pin: string, signal: AbortSignal) => Promise<PatronAnswer>;
  /** Milliseconds, never set back. */
  readonly now?: () => number;
}

/** A server may be set up anew, and a failed try is counted by some: once a day, and a verdict that costs something sooner. */
const GOOD_FOR_MS = 24 * 3_600_000;
const BAD_FOR_MS = 15 * 60_000;

export function createPinCheck({ system, testCard, withPin, now = steadyNow }: PinCheckOptions) {
  let last: { readonly verdict: PinVerdict; readonly until: number } | null = null;

  const find = singleFlight(system, 'check the test card', async (signal) => {
    const { card, pin } = testCard();
    const wrong = await withPin(card, wrongPinFor(pin), signal);
    const verdict = await verdictOf(wrong, card, pin, signal);
    last = { verdict, until: now() + (verdict === 'CHECKS' ? GOOD_FOR_MS : BAD_FOR_MS) };
    return verdict;
  });

  /** Only a clear no counts: a server that leaves CQ out has not looked. Of a card that it does not know it has no PIN to look at. */
  async function verdictOf(wrong: PatronAnswer, card: string, pin: string, signal: AbortSignal): Promise<PinVerdict> {
    if (wrong.pinIsRight === false) return ownPin(card, pin, signal);
    return wrong.pinIsRight === null && !wrong.exists ? 'NO_TEST_CARD' : 'IGNORES';
  }

  /** In second place: a PIN that is right sets the count of failures back. */
  async function ownPin(card: string, pin: string, signal: AbortSignal): Promise<PinVerdict> {
    return isAuthenticated(await withPin(card, pin, signal)) ? 'CHECKS' : 'NO_TEST_CARD';
  }

  const known = (): PinVerdict | null => (last !== null && now() < last.until ? last.verdict : null);

  return {
    /** The verdict, found out if it is not known. Throws as the questions do, and CONFIG_INVALID if the test card is not set. */
    verdict: async (signal: AbortSignal): Promise<PinVerdict> => known() ?? find(signal),
    /** What is known without asking; null if nothing is, or no longer: a verdict that nobody may ask again would stay for good. */
    known,
  };
}

/** The card is known and in force, and the PIN is right: both are said, nothing less counts. */
export function isAuthenticated({ valid, pinIsRight }: Pick<PatronAnswer, 'valid' | 'pinIsRight'>): boolean {
  return valid === true && pinIsRight === true;
}

/** As long as the right one, made of digits, and another in every place: some servers compare the first four alone. */
export function wrongPinFor(pin: string): string {
  return Array.from(pin, (digit) => (/\d/.test(digit) ? String((Number(digit) + 5) % 10) : '7')).join('');
}

/** Why no PIN is sent to this system; for the log and for `mercia doctor`. */
export function refusedVerdict(system: string, verdict: Exclude<PinVerdict, 'CHECKS'>): Error {
  return lmsError(system, 'CAPABILITY_UNSUPPORTED', `check a PIN: ${VERDICT_WORDS[verdict]}`);
}

export const VERDICT_WORDS: Readonly<Record<PinVerdict, string>> = {
  CHECKS: 'the server refuses a wrong PIN of the test card and accepts its own',
  IGNORES:
    'the server does not refuse a wrong PIN of the test card, so no card is linked by PIN here; staff link it at the desk',
  NO_TEST_CARD:
    'the server does not know the test card, or does not accept it with its own PIN, so it is not known whether it checks PINs; correct the test card',
};
