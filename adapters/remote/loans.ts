/** Loans as a whole at an adapter that is somewhere else: readers come sealed, and are tokens from here on. */
import { MerciaError } from '#platform/errors.ts';
import type { OpenSealedReader, ReaderTokenKind } from '#platform/reader-token.ts';
import type { z } from 'zod';
import type { ListPage, LoanSource, ReadersWanted, ReaderTokens } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';
import { openChargeRows, openHoldRows, openLoanRows, readerRows, useCountRows } from './loan-shapes.ts';

const START_TIMEOUT_MS = 30_000;

export function createRemoteLoans(
  { lines }: Asking,
  has: (list: keyof LoanSource) => boolean,
  { withToken, withTokens }: ReaderReading,
): LoanSource {
  async function* rowsOf<Row>(
    list: keyof LoanSource,
    shape: z.ZodType<ListPage<Row>>,
    signal: AbortSignal,
    { toTold = (row) => row, wanted }: ListReading<Row> = {},
  ): AsyncGenerator<ListPage<Row>> {
    const path = `/loans/${list}`;
    const question = { operation: LOAN_LISTS[list], path, body: wanted ?? {}, timeoutMs: START_TIMEOUT_MS };
    for await (const { rows, asOf } of lines(question, shape, signal)) yield { rows: rows.map(toTold), asOf };
  }
  return {
    ...(has('openLoans') && {
      openLoans: (signal) => rowsOf('openLoans', openLoanRows, signal, { toTold: withToken }),
    }),
    ...(has('openHolds') && {
      openHolds: (signal) => rowsOf('openHolds', openHoldRows, signal, { toTold: withToken }),
    }),
    ...(has('useCounts') && { useCounts: (signal) => rowsOf('useCounts', useCountRows, signal) }),
    ...(has('readers') && {
      readers: (signal, wanted) => rowsOf('readers', readerRows, signal, { toTold: withTokens, wanted }),
    }),
    ...(has('openCharges') && {
      openCharges: (signal, wanted) => rowsOf('openCharges', openChargeRows, signal, { toTold: withToken, wanted }),
    }),
  } satisfies LoanSource;
}

interface ListReading<Row> {
  readonly toTold?: (row: Row) => Row;
  readonly wanted?: ReadersWanted | undefined;
}

/** How rows about readers are read that an adapter server sealed. */
type ReaderReading = ReturnType<typeof createReaderReading>;

/** Throws LMS_AUTH_FAILED for what was sealed with another key: a list of readers whom nobody can find again is worth nothing. */
export function createReaderReading(system: string, open: OpenSealedReader = () => null) {
  function tokenOf(kind: ReaderTokenKind, sealed: string): string {
    const token = open(kind, sealed);
    if (token !== null) return token;
    const help = 'set its MERCIA_READER_KEY to what "mercia keys adapter-server" prints for it here';
    const what = `[${system}] readers: the adapter server seals with another key; ${help}`;
    throw new MerciaError('LMS_AUTH_FAILED', what, { system });
  }
  const orNull = (kind: ReaderTokenKind, sealed: string | null): string | null =>
    sealed === null ? null : tokenOf(kind, sealed);
  const withToken = <Row extends { readonly readerToken: string }>(row: Row): Row => ({
    ...row,
    readerToken: tokenOf('account', row.readerToken),
  });
  return {
    withToken,
    withTokens: (row: ReaderTokens): ReaderTokens => ({
      ...withToken(row),
      nameAndBirth: orNull('name-birth', row.nameAndBirth),
      email: orNull('email', row.email),
      ...(row.card !== undefined && { card: orNull('card', row.card) }),
      ...(row.expiryDay !== undefined && { expiryDay: orNull('expiry', row.expiryDay) }),
    }),
  };
}

const LOAN_LISTS: Readonly<Record<keyof LoanSource, string>> = {
  openLoans: 'open loans',
  openHolds: 'open holds',
  useCounts: 'counts of use',
  readers: "readers' tokens",
  openCharges: 'open charges',
};
