/** A line of a list of readers → tokens, and the little else of a registration that a move needs. */
import type { AdapterContext, ReadersWanted, ReaderTokens } from '#contract/adapter.ts';
import { cardText, emailText, expiryText, nameAndBirthText, type NamedReader } from '#domain/reader-identity.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { readAmount } from './amounts.ts';
import type { ReaderTokenKind } from '#platform/reader-token.ts';
import type { ListRow } from './list-rows.ts';
import type { HoldReading } from './open-holds.ts';
import type { ListSource, ReaderListSettings } from './settings.ts';

export interface ReaderReading
  extends Pick<ReaderListSettings, 'currency' | 'readerStatuses'>, Pick<HoldReading, 'onUnmapped'> {
  readonly readerToken: NonNullable<AdapterContext['readerToken']>;
  /** The only site that there is; null where there are several. */
  readonly onlySite: string | null;
  /** Who owes something, by their numbers; null where no list of charges says it. */
  readonly owing: ReadonlySet<string> | null;
  /** `YYYY-MM-DD`, now, by the calendar of the system. */
  readonly today: string;
  readonly wanted: ReadersWanted | undefined;
}

/** What no column is named for is not told; null is told, and empty. */
export function toReaderTokens(row: ListRow, { columns }: ListSource<'readers'>, reading: ReaderReading): ReaderTokens {
  const { category, expiresOn, email, otherEmails } = columns;
  const number = row.needed(columns.reader);
  const tokenOf = (kind: ReaderTokenKind, text: string | null): string | null =>
    text === null ? null : reading.readerToken(kind, text);
  const emails = [...(email === null ? [] : [email]), ...otherEmails];
  return {
    readerToken: reading.readerToken('account', number),
    homeSite: row.text(columns.homeSite) ?? reading.onlySite,
    nameAndBirth: tokenOf('name-birth', nameAndBirthText(namedReaderOf(row, columns))),
    email: tokenOf('email', emailText(row.text(email))),
    ...(reading.wanted?.cards === true && factsOfAMove(row, columns, reading, tokenOf)),
    ...(category !== null && { category: row.text(category) }),
    ...(expiresOn !== null && { expiry: expiryOf(row, expiresOn, reading.today) }),
    ...(emails.length > 0 && { hasEmail: emails.some((each) => emailText(row.text(each)) !== null) }),
    ...owesOf(row, columns, number, reading),
  };
}

type ReaderColumns = ListSource<'readers'>['columns'];

/** What is told only where somebody moves. Of a status that nobody mapped it is unknown whether it blocks. */
function factsOfAMove(
  row: ListRow,
  { card, expiresOn, status, messages }: ReaderColumns,
  { readerStatuses, onUnmapped }: ReaderReading,
  tokenOf: (kind: ReaderTokenKind, text: string | null) => string | null,
): Pick<ReaderTokens, 'card' | 'expiryDay' | 'blocked' | 'messages'> {
  const code = status === null ? null : row.code(status);
  const standing = code === null ? undefined : readerStatuses[code];
  if (status !== null && code !== null && standing === undefined) {
    onUnmapped('readerStatus', code, status.columns.join(' and '));
  }
  return {
    ...(card !== null && { card: tokenOf('card', cardText(row.id(card))) }),
    ...(expiresOn !== null && { expiryDay: tokenOf('expiry', expiryText(row.time(expiresOn)?.day ?? null)) }),
    ...(standing !== undefined && { blocked: standing === 'BLOCKED' }),
    ...(messages !== null && { messages: row.count(messages) ?? 0 }),
  };
}

/** A birth date that is none costs its reader the token, and the list nothing: such days are typed by hand. */
function namedReaderOf(row: ListRow, { name, surname, forenames, birthDate }: ReaderColumns): NamedReader {
  const [family = null, ...rest] = row.text(name)?.split(',') ?? [];
  const given = rest.length === 0 ? null : rest.join(',');
  return {
    surname: name === null ? row.text(surname) : given === null ? null : family,
    forenames: name === null ? row.text(forenames) : given,
    birthDate: row.dayIfAny(birthDate),
  };
}

/** A registration is good on its last day. */
function expiryOf(
  row: ListRow,
  column: NonNullable<ReaderColumns['expiresOn']>,
  today: string,
): ReaderTokens['expiry'] {
  const day = row.time(column)?.day ?? null;
  return day === null ? null : { year: Number(day.slice(0, 4)), expired: day < today };
}

function owesOf(
  row: ListRow,
  { balance }: ReaderColumns,
  number: string,
  { owing, currency }: ReaderReading,
): Pick<ReaderTokens, 'owes'> {
  if (owing !== null) return { owes: owing.has(number) };
  return balance === null ? {} : { owes: readAmount(row, balance, currency) > 0 };
}

/** Today by the calendar of a system. */
export function todayIn(timeZone: string, now: number): string {
  return toWallTime(now, timeZone).day;
}
