import type { LinkRefusalCode } from './__generated__/types.ts';
import type { CardRefusal } from './card-lookup.ts';
import type { AccountModel, LinkAccountModel } from './models.ts';

const MESSAGES: Readonly<Record<LinkRefusalCode, string>> = {
  NOT_RECOGNISED: 'The library does not recognise this card with this PIN.',
  LOCKED_OUT: 'There were too many failures. Wait, or ask the staff of the library to link the card.',
  CANNOT_VERIFY: 'This library’s system cannot say here whose card it is. Ask its staff to link the card.',
  SYSTEM_UNAVAILABLE: 'The library’s system does not answer; try again later.',
  ALREADY_LINKED: 'This card is linked already.',
  LINKED_ELSEWHERE: 'This card is linked to another sign-in. Ask the staff of the library to move it.',
  NO_AGREEMENT: 'The region has no agreement with this library to handle its readers’ data.',
  NOT_YOUR_LIBRARY: 'This is another library’s reader.',
  UNKNOWN_PATRON: 'This is no id of a patron here. Was it copied whole?',
};

/** Where staff are told something else: they give no PIN, and cannot be sent to themselves. */
const AT_DESK: Readonly<Record<LinkRefusalCode, string>> = {
  ...MESSAGES,
  NOT_RECOGNISED: 'The library does not recognise this card.',
  LOCKED_OUT: 'There were too many failures. Wait, and try again then.',
  CANNOT_VERIFY: 'This library’s system cannot say here whose card it is. The card cannot be linked here.',
};

export function refuseLink(code: LinkRefusalCode, retryAt: Date | null = null): LinkAccountModel {
  return { account: null, refusal: { code, message: MESSAGES[code], retryAt: retryAt?.toISOString() ?? null } };
}

export function refuseAtDesk(code: LinkRefusalCode, retryAt: Date | null = null): LinkAccountModel {
  return { account: null, refusal: { code, message: AT_DESK[code], retryAt: retryAt?.toISOString() ?? null } };
}

const OF_CARDS = {
  NOT_RECOGNISED: 'NOT_RECOGNISED',
  CANNOT_SAY: 'CANNOT_VERIFY',
  SYSTEM_UNAVAILABLE: 'SYSTEM_UNAVAILABLE',
} as const satisfies Record<CardRefusal['refusal'], LinkRefusalCode>;

export function codeOfCard({ refusal }: CardRefusal): LinkRefusalCode {
  return OF_CARDS[refusal];
}

export function linked(account: AccountModel): LinkAccountModel {
  return { account, refusal: null };
}
