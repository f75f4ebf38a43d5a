/** What is told of a title, line by line: a line for each copy, or one for a holding whose copies are not told singly. Pure. */
import type { ReasonCode } from '#domain/facts.ts';
import { createHoldingId, parseId, systemOfId, type HoldingId, type LibraryId, type RecordId } from '#domain/ids.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import type { ClockOf, LocalClock } from '../local-clock.ts';
import { describeCopy, describeMany, describeUnknown } from '../status-words.ts';
import type { AvailabilityAnswer, CopyAnswer, HoldingAnswer, ServiceAnswer, TitleAnswer } from './question.ts';

export interface Line {
  readonly holding: HoldingAnswer;
  /** The system that answers for it: its codes name the places. */
  readonly system: string;
  /** Null if the line is of the holding as a whole. */
  readonly copy: CopyAnswer | null;
  /** Where it stands, in a reader's words. */
  readonly words: string;
  /** Whether it is of what a library states beside the copies that its system tells of: how that stands, nobody told. */
  readonly isStated?: boolean;
}

export interface LineOptions {
  /** Only what is held under this record; null for all. */
  readonly record: RecordId | null;
  /** Only what this library holds; null for all. */
  readonly library: string | null;
  /** Libraries that pass nothing on. */
  readonly withheld: ReadonlySet<string>;
  /** One line for the issues that a library has of a journal. */
  readonly sumUpJournals: boolean;
  readonly clockOf: ClockOf;
  readonly movedIds: MovedIds;
}

const JOURNALS: ReadonlySet<string> = new Set(['JOURNAL', 'EJOURNAL']);

export function linesOf(title: TitleAnswer, options: LineOptions): readonly Line[] {
  const { record, library, withheld, clockOf, movedIds } = options;
  const sumUp = options.sumUpJournals && JOURNALS.has(title.format);
  return title.holdings
    .filter((holding) => record === null || isUnder(holding, record, movedIds))
    .filter((holding) => (library === null || holding.library.id === library) && !withheld.has(holding.library.id))
    .flatMap((holding) => {
      const system = systemOfId(movedIds.newOf(holding.id as HoldingId), 'holding') ?? '';
      const clock = clockOf(system, holding.library.id);
      return linesOfHolding(holding, clock, sumUp).map((line) => ({ ...line, system }));
    });
}

type LineOfHolding = Omit<Line, 'system'>;

function linesOfHolding(holding: HoldingAnswer, clock: LocalClock, sumUp: boolean): readonly LineOfHolding[] {
  const { availability } = holding;
  const whole = (words: string): readonly LineOfHolding[] => [{ holding, copy: null, words }];
  if (availability === null) return whole(describeUnknown('UNREACHABLE'));
  const copies = availability.items?.edges.map(({ node }) => node) ?? null;
  if (copies === null) return whole(describeUnknown(reasonOf(availability), holding.online === true));
  if (copies.length === 0) return wordsWithoutCopies(holding, availability).flatMap(whole);
  if (sumUp && copies.length > 1) return whole(describeAll(availability, clock));
  const lines = copies.map((copy) => ({ holding, copy, words: wordsOf(copy, clock) }));
  const isWhole = availability.items?.pageInfo.hasNextPage !== true;
  if (!isWhole) return [...lines, ...whole(`And more copies. ${describeAll(availability, clock)}`)];
  if (holding.statements.length === 0) return lines;
  // A run is more than the volumes of it that have a barcode: those that are out say nothing of the rest.
  const isOnline = holding.online === true;
  const rest = isOnline ? 'Online' : wordsOfRest(holding);
  return rest === null ? lines : [...lines, { holding, copy: null, words: rest, isStated: !isOnline }];
}

function wordsOf({ reason, status, limitations, use, state, asOf, due }: CopyAnswer, clock: LocalClock): string {
  const copy = { asOf, due, reason: reason?.code ?? null, state: state ?? 'UNKNOWN' };
  return describeCopy(
    { ...copy, status: status ?? 'UNKNOWN', limitations: limitations ?? [], use: use ?? 'UNKNOWN' },
    clock,
  );
}

/** All copies together: whether one is in its place, and whether one is read online. */
function describeAll(availability: AvailabilityAnswer, clock: LocalClock): string {
  const { services, state, asOf, reason } = availability;
  const [online, shelved] = [true, false].map((isOnline) =>
    services
      ?.filter(({ service }) => (service === 'ONLINE') === isOnline)
      .map((service) => isThere(service, availability)),
  );
  return describeMany({ shelved, online }, { state, asOf, reason: reason?.code ?? null }, clock);
}

/**
 * Whether a service is there now; null if unknown. Where the system hides copies or could not check them all, those that it does
 * not show may be in place.
 */
export function isThere({ available }: ServiceAnswer, { reason }: AvailabilityAnswer): boolean | null {
  return available === false && reason !== null ? null : available;
}

/** None if its system has the record no more, or no copy and nothing else is known: the next harvest takes the holding away. */
function wordsWithoutCopies(holding: HoldingAnswer, availability: AvailabilityAnswer): readonly string[] {
  const isGone = availability.recordGone === true;
  const isLink =
    holding.basis === 'LINK' || availability.services?.some(({ service }) => service === 'ONLINE') === true;
  if (isLink && !isGone) return ['Online'];
  const words = isGone ? null : wordsOfRest(holding);
  if (words !== null) return [words];
  return availability.state === 'LIVE' ? [] : [describeUnknown(reasonOf(availability), holding.online === true)];
}

/** What is said of a holding but for its copies; null if they are all that is known of it. */
function wordsOfRest({ basis, statements }: HoldingAnswer): string | null {
  switch (basis) {
    case 'LINK':
      return 'Online';
    case 'ORDER':
      return 'On order';
    case 'STATEMENT':
    case 'SUBSCRIPTION':
      return HELD;
    case 'RECORD_ONLY':
      return "In the library's catalogue; ask the library";
    case 'ITEMS':
      return statements.length > 0 ? HELD : null;
  }
}

const HELD = 'Held by the library; ask for the volume';

function reasonOf({ reason, state }: AvailabilityAnswer): ReasonCode {
  return reason?.code ?? (state === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'UNREACHABLE');
}

/** Whether a holding is under a record; one that moved is under the record that it was under, and under the one that it is. */
function isUnder({ id, library }: HoldingAnswer, record: RecordId, movedIds: MovedIds): boolean {
  const of = parseId(record, 'record');
  if (of === null) return false;
  const under = createHoldingId(of.routingKey, of.local, library.id as LibraryId);
  if (movedIds.newOf(under) === movedIds.newOf(id as HoldingId)) return true;
  const at = parseId(id, 'holding');
  return at?.routingKey === of.routingKey && at.local === of.local;
}
