/** Why a library is asked when it is, and why it is not asked at all. */
import { best, coverageOf, type Coverage } from './coverage.ts';
import type { Closure } from '../places/opening-hours.ts';
import { USUAL_LENDING } from './lending-rules.ts';
import type { HeldPart, Holder, LenderQuestion, Supply } from './lender-question.ts';

export const LENDING_REASON_CODES = [
  'OWN_NETWORK',
  'ON_ROTA',
  'NO_ROTA',
  'LAST_RESORT',
  'OPENS_LATER',
  'COVERED',
  'COVERAGE_UNKNOWN',
  'OWN_LIBRARY',
  'NOT_ON_ROTA',
  'OWN_NETWORK_ONLY',
  'OWN_REGION_ONLY',
  'NOT_SUPPLIED',
  'CLOSED',
  'ONLINE_ONLY',
  'NO_COPY',
  'NOT_COVERED',
] as const;
export type LendingReasonCode = (typeof LENDING_REASON_CODES)[number];

export interface LendingReason {
  readonly code: LendingReasonCode;
  /** A sentence for a librarian. */
  readonly words: string;
}

/** The reasons for asking a library, and for its place in the order. */
export function reasonsFor(
  question: LenderQuestion,
  holder: Holder<HeldPart>,
  covers: Coverage | null,
): readonly LendingReason[] {
  const { library, opening } = holder;
  return [
    placeOnRota(question, holder),
    ...(library.lending?.lastResort === true
      ? [reason('LAST_RESORT', 'It is a last resort: asked when nobody else is left.')]
      : []),
    ...(covers === 'YES' ? [reason('COVERED', 'It states that it has the part wanted.')] : []),
    ...(covers === 'UNKNOWN'
      ? [reason('COVERAGE_UNKNOWN', 'What it states does not tell whether it has the part wanted.')]
      : []),
    ...(opening.opensOn !== null && opening.opensOn > opening.from
      ? [reason('OPENS_LATER', `It is open next on ${opening.opensOn}.`)]
      : []),
  ];
}

function placeOnRota({ rota, asker }: LenderQuestion, { network }: Holder<HeldPart>): LendingReason {
  if (rota === null || network === null)
    return reason('NO_ROTA', `${asker.name} is in no network, so that no rota orders them.`);
  if (network.id === asker.network) return reason('OWN_NETWORK', `It is in the asker’s own network, ${network.name}.`);
  const place = (rota.get(network.id) ?? 0) + 1;
  return reason('ON_ROTA', `${network.name} is number ${place} of the networks that the asker’s network asks.`);
}

/** All that keeps a library out; empty if it can be asked. */
export function reasonsAgainst(
  question: LenderQuestion,
  { library, network, holdings, opening }: Holder<HeldPart>,
  covers: Coverage | null,
): readonly LendingReason[] {
  const { asker, rota, supply, fromOutside } = question;
  if (library.id === asker.id) return [reason('OWN_LIBRARY', 'It is the library that asks.')];
  const { loans, copies, outsideNetwork, outsideRegion } = library.lending ?? USUAL_LENDING;
  const isStranger = asker.network === null || network?.id !== asker.network;
  return [
    ...(rota !== null && (network === null || !rota.has(network.id)) ? [notOnRota(network?.name ?? null)] : []),
    ...(!fromOutside && isStranger && !outsideNetwork
      ? [reason('OWN_NETWORK_ONLY', 'It lends inside its own network only.')]
      : []),
    ...(fromOutside && !outsideRegion ? [reason('OWN_REGION_ONLY', 'It lends inside the region only.')] : []),
    ...(supply === 'LOAN' && !loans ? [reason('NOT_SUPPLIED', 'It lends nothing to other libraries.')] : []),
    ...(supply === 'COPY' && !copies ? [reason('NOT_SUPPLIED', 'It supplies no copies to other libraries.')] : []),
    ...(opening.closure === null ? [] : [closed(opening.closure, opening.opensOn)]),
    ...whatIsMissing(question, holdings, covers),
  ];
}

function notOnRota(network: string | null): LendingReason {
  return reason(
    'NOT_ON_ROTA',
    network === null ? 'It is in no network, and so on no rota.' : `The asker’s network does not ask ${network}.`,
  );
}

function closed({ to, note }: Closure, opensOn: string | null): LendingReason {
  const until = to === null ? 'until further notice' : `until ${to}`;
  const why = note === null ? '' : ` (${note})`;
  const next = opensOn === null ? '' : `; open again on ${opensOn}`;
  return reason('CLOSED', `It is closed ${until}${why}${next}.`);
}

function whatIsMissing(
  question: LenderQuestion,
  holdings: readonly HeldPart[],
  covers: Coverage | null,
): readonly LendingReason[] {
  const online = holdings.filter((held) => question.online || isOnline(held));
  if (online.length === holdings.length) return readOnline(question, online, 'only');
  if (!holdings.some((held) => isSuppliable(held, question.supply)))
    return [
      reason('NO_COPY', 'It has no copy on its shelves: none has arrived, or none is left.'),
      ...(online.length === 0 ? [] : readOnline(question, online, 'only')),
    ];
  if (covers !== 'NO') return [];
  const mayCover = online.length > 0 && coverageOnline(question, online) !== 'NO';
  if (!mayCover) return [reason('NOT_COVERED', 'What it states does not include the part wanted.')];
  return [
    reason('NOT_COVERED', 'What it states in print does not include the part wanted.'),
    ...readOnline(question, online, 'too'),
  ];
}

/**
 * What is online can be sent or not by a licence that nobody tells here; that the library has it is told all the same. `too` for what
 * stands on its shelves as well, without the part wanted.
 */
function readOnline(
  question: LenderQuestion,
  online: readonly HeldPart[],
  besides: 'only' | 'too',
): readonly LendingReason[] {
  if (question.supply === 'LOAN') {
    return [reason('ONLINE_ONLY', 'It has it online only, which its own readers alone may use.')];
  }
  const covers = coverageOnline(question, online);
  const part = covers === 'YES' ? 'It has the part wanted online only' : 'It has it online only';
  const has = covers !== 'YES' && besides === 'too' ? 'It has it online, too' : part;
  const words = `${has}${inBrackets(online)}. Whether it may send a copy is a matter of its licence.`;
  return [
    reason('ONLINE_ONLY', words),
    ...(covers === 'NO' ? [reason('NOT_COVERED', 'What it states does not include the part wanted.')] : []),
  ];
}

function coverageOnline({ wanted, thisYear }: LenderQuestion, online: readonly HeldPart[]): Coverage | null {
  return wanted === null ? null : best(online.map(({ statements }) => coverageOf(statements, wanted, thisYear)));
}

const RUNS_NAMED_MOST = 3;

function inBrackets(online: readonly HeldPart[]): string {
  const runs = online.flatMap(({ statements }) =>
    statements.map(({ text, retention, note }) =>
      [text, retention === null ? [] : `embargo ${retention}`, note === null ? [] : `“${note}”`].flat().join(', '),
    ),
  );
  const named = [...new Set(runs)];
  const more = named.length > RUNS_NAMED_MOST ? '; …' : '';
  return named.length === 0 ? '' : ` (${named.slice(0, RUNS_NAMED_MOST).join('; ')}${more})`;
}

const isOnline = ({ basis, online }: HeldPart): boolean => online || basis === 'LINK';

/**
 * Whether there is something on a shelf, or may be. Many libraries give the volumes of a journal no copies of their own, so
 * that none says nothing where copies of articles are wanted.
 */
export function isSuppliable(held: HeldPart, supply: Supply): boolean {
  const { basis, copies } = held;
  if (isOnline(held) || basis === 'ORDER') return false;
  return copies !== 0 || basis === 'STATEMENT' || (supply === 'COPY' && basis !== 'ITEMS');
}

function reason(code: LendingReasonCode, words: string): LendingReason {
  return { code, words };
}
