import { readdirSync, readFileSync } from 'node:fs';
import { sharedPath } from '#tests/support/shared.ts';

/** `psu-blacklight/lookupTitleInfo-107.xml`, of every recorded body. */
export function recordedBodies(): string[] {
  const root = sharedPath('recordings', 'symphony');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:json|xml)$/u.test(name))
    .toSorted();
}

export function readBody(name: string): string {
  return readFileSync(sharedPath('recordings', 'symphony', name), 'utf8');
}

/** What the simulator does not answer, and why. */
export const NOT_APPLICABLE: readonly (readonly [name: string, reason: string])[] = [
  [
    'stanford-mylibrary/legacy-lookupPatronInfo-fees-999181.xml',
    'paid fees, which nobody asks for: an account is told with what is still owed',
  ],
  [
    'stanford-mylibrary/legacy-lookupPatronInfo-fees-999182.xml',
    'paid fees, which nobody asks for: an account is told with what is still owed',
  ],
];

/** Accounts, and inside them loans, holds and bills with copies, call numbers and titles, which are checked one by one. */
export const ACCOUNTS: readonly string[] = [
  'psu-myaccount/patron-checkouts.json',
  'psu-myaccount/patron-holds-blocks-checkouts.json',
  'stanford-mylibrary/patron-checkouts-holds-block.json',
  'stanford-mylibrary/patron-empty.json',
  'stanford-mylibrary/patron-group-proxy.json',
  'stanford-mylibrary/patron-group-sponsor-members.json',
  'stanford-mylibrary/patron-overdue-holds-blocks.json',
];

/** What the simulator does not hold of a patron: where they live, how the site sorts them, who shares their account. */
export const NOT_HELD_OF_PATRONS =
  /^(address\d|category\d\d|customInformation|birthDate|department|groupId|groupSettings|access|environment|language|claimsReturnedCount|keepCircHistory|preferredName|usePreferredName|suffix|title|webAuthID)$/u;

/** What no longer agrees within a body, since other names and numbers were put in place of the real ones. */
export const SCRUBBED: Readonly<Record<string, readonly string[]>> = {
  'psu-myaccount/patron-checkouts.json': ['circRecordList'],
  'psu-myaccount/patron-holds-blocks-checkouts.json': ['holdRecordList'],
  'stanford-mylibrary/patron-group-proxy.json': ['displayName'],
};

/** `lookupTitleInfo` that is not as a server gave it, or not whole: what cannot agree, and why. */
export const TITLE_EXCEPTIONS: Readonly<
  Record<string, { readonly reason: string; readonly names: readonly string[] }>
> = {
  'psu-blacklight/lookupTitleInfo-boundwith-2729719.xml': {
    reason: 'counts copies of further titles bound in, which the answer does not name',
    names: ['totalCopiesAvailable'],
  },
  'psu-blacklight/lookupTitleInfo-sample2.xml': {
    reason: 'edited by hand: copies doubled under one barcode, counts left as they were',
    names: ['totalCopiesAvailable', 'libraryWithAvailableCopies', 'numberOfCopies'],
  },
  'psu-blacklight/lookupTitleInfo-2169033.xml': {
    reason: 'which copy comes first is an order of the server that nobody recorded',
    names: ['locationOfFirstAvailableItem'],
  },
};

/** Bodies of resources: what is asked for, and the site's zone and moment. */
export const RESOURCES: readonly { readonly name: string; readonly path: string; readonly zone: string }[] = [
  {
    name: 'psu-myaccount/bib-6066288-callList-itemList.json',
    path: '/catalog/bib/key/6066288',
    zone: 'America/New_York',
  },
  { name: 'psu-myaccount/item-by-barcode.json', path: '/catalog/item/barcode/000062062862', zone: 'America/New_York' },
  {
    name: 'psu-myaccount/item-by-key-checkedout.json',
    path: '/catalog/item/key/22092848:1:1',
    zone: 'America/New_York',
  },
  {
    name: 'psu-myaccount/holdRecord-3912343.json',
    path: '/circulation/holdRecord/key/3912343',
    zone: 'America/New_York',
  },
  {
    name: 'psu-myaccount/holdRecord-cancelled.json',
    path: '/circulation/holdRecord/key/3912325',
    zone: 'America/New_York',
  },
  {
    name: 'stanford-mylibrary/circRecord.json',
    path: '/circulation/circRecord/key/4437252:2:1:1',
    zone: 'America/Los_Angeles',
  },
];

export const POLICIES: readonly (readonly [name: string, list: 'itemType' | 'location'])[] = [
  ['psu-myaccount/policy-itemType-simpleQuery.json', 'itemType'],
  ['psu-myaccount/policy-location-simpleQuery.json', 'location'],
];

/** What is done to the circulation server, and how it answered. */
export const ACTS: readonly string[] = [
  'psu-myaccount/error-hold-duplicate-722.json',
  'psu-myaccount/placeHold-success.json',
  'psu-myaccount/renew-success.json',
  'psu-myaccount/renew-error-500-unhandledException.json',
];
