/** Writes as a reader asks for them who owns account 5 at both systems of the reading room. */
import type { Refusal } from '#domain/accounts.ts';
import { expect } from 'vitest';
import type { Asked } from './asked-router.ts';
import { ARDEN, SEVERN, type ReadingRoom } from './reading-room.ts';

const PAYLOAD = 'outcome refusal { code message sourceCode } reason { code message system }';
export const RENEW = `mutation ($loan: ID!, $key: String) {
  renewLoan(input: { loan: $loan, idempotencyKey: $key }) { loanId loan { id due { on } renewals } ${PAYLOAD} } }`;
export const RENEW_ALL = `mutation ($account: ID!, $key: String) {
  renewAllLoans(input: { account: $account, idempotencyKey: $key }) {
    results { loanId loan { id due { on } } ${PAYLOAD} } refusal { code } } }`;
export const PLACE = `mutation ($account: ID!, $holding: ID!, $item: ID, $key: String!, $neededBy: Date, $pickup: String) {
  placeHold(input: { account: $account, holding: $holding, item: $item, idempotencyKey: $key, neededBy: $neededBy,
    pickup: $pickup }) {
    hold { id recordId } ${PAYLOAD} } }`;
const CANCEL = `mutation ($hold: ID!) { cancelHold(input: { hold: $hold }) { hold { id } ${PAYLOAD} } }`;

export interface Payload {
  readonly outcome: string;
  readonly loanId?: string | null;
  readonly refusal: Refusal | null;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly loan?: { readonly id: string; readonly due: { readonly on: string } } | null;
  readonly hold?: { readonly id: string; readonly recordId: string } | null;
}

/** The reader who owns account 5 at both systems. */
export function asReader(room: ReadingRoom, over: Asked = {}): Asked {
  return { accounts: [room.account(ARDEN), room.account(SEVERN)], ...over };
}

export async function write(room: ReadingRoom, query: string, variables: object, over: Asked = {}): Promise<Payload> {
  const { data, errors } = await room.ask(query, { ...variables }, asReader(room, over));
  expect(errors).toEqual([]);
  return Object.values(data ?? {})[0] as Payload;
}

export const renew = (room: ReadingRoom, key: string | null = null, over: Asked = {}): Promise<Payload> =>
  write(room, RENEW, { loan: room.loan(ARDEN, '51'), key }, over);
export const place = (room: ReadingRoom, key: string, over: object = {}): Promise<Payload> =>
  write(room, PLACE, { account: room.account(ARDEN), holding: 'arden:holding:12@lib-arden', key, ...over });
export const cancel = (room: ReadingRoom): Promise<Payload> => write(room, CANCEL, { hold: room.hold(ARDEN, '53') });
