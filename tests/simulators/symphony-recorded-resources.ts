/** The world of a recorded JSON body, and the `includeFields` that ask for just its members. */
import type { MarcField } from '#marc/index.ts';
import { addBib, addBlock, addCall, addItem, addPatron, createSymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyHold, SymphonyWorld } from '#simulators/symphony/world.ts';

export interface RecordedResource {
  readonly resource: string;
  readonly key: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export function isResource(value: unknown): value is RecordedResource {
  return typeof value === 'object' && value !== null && 'resource' in value && 'key' in value;
}

/** Every resource with fields in the body, outer ones first. */
export function resourcesIn(body: unknown): RecordedResource[] {
  if (typeof body !== 'object' || body === null) return [];
  const inner = Object.values(body).flatMap(resourcesIn);
  return isResource(body) && body.fields !== undefined ? [body, ...inner] : inner;
}

/** `barcode,call{dispCallNumber}`: the members of the body, and of what is opened in it. */
export function includeFieldsOf(body: RecordedResource): string {
  return Object.entries(body.fields ?? {})
    .map(([name, value]) => {
      const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
      const isOpened = isResource(first) && first.fields !== undefined;
      return isOpened ? `${name}{${includeFieldsOf(first)}}` : name;
    })
    .join(',');
}

/** A world that holds what the bodies name; every clock reads the moment of the recording. */
export function worldOfResources(bodies: readonly unknown[], timeZone: string, now: number): SymphonyWorld {
  const world = createSymphonyWorld({ timeZone, now: () => now, stock: false, settings: { currencyCode: 'USD' } });
  const found = bodies.flatMap(resourcesIn);
  for (const one of found) if (one.resource === '/catalog/bib') rememberBib(world, one);
  for (const one of found) if (one.resource === '/catalog/call') rememberCall(world, one);
  for (const one of found) if (one.resource === '/catalog/item') rememberItem(world, one);
  for (const one of found) if (one.resource === '/user/patron') rememberPatron(world, one);
  for (const one of found) if (one.resource === '/circulation/block') rememberBill(world, one);
  for (const one of found) if (one.resource === '/circulation/circRecord') rememberLoan(world, one);
  for (const one of found) if (one.resource === '/circulation/holdRecord') rememberHold(world, one);
  for (const one of found) if (one.resource === '/catalog/bib') orderCalls(world, one);
  for (const one of found) if (one.resource === '/policy/circulationRule') rememberRule(world, one);
  return world;
}

/** Call numbers come in the order in which the server keeps them. */
function orderCalls(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const calls = fields['callList'] as readonly RecordedResource[] | undefined;
  if (calls !== undefined)
    world.callsOfBib.set(
      key,
      calls.map((call) => call.key),
    );
}

function rememberRule(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const period = fields['loanPeriod'] as RecordedResource;
  world.circulationRules.set(key, {
    loanPeriod: period.key,
    periodType: keyOf(period.fields?.['periodType']) ?? '',
    renewFromPeriod: Number(fields['renewFromPeriod']),
  });
}

function rememberBib(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const field = (tag: string, value: unknown): MarcField[] =>
    typeof value === 'string' && value !== '' ? [{ tag, ind1: '1', ind2: '0', subfields: [{ code: 'a', value }] }] : [];
  const marc = fields['bib'] as RecordedMarc | undefined;
  if (world.bibs.has(key) && marc === undefined) return;
  addBib(world, {
    ...plain(fields, ['shadowed', 'titleControlNumber', 'catalogDate', 'modifiedDate', 'createDate'], []),
    ...moments(fields, ['systemModifiedDate']),
    key,
    marc:
      marc === undefined
        ? { leader: '', fields: [...field('100', fields['author']), ...field('245', fields['title'])] }
        : { leader: marc.leader, fields: marc.fields.map(marcField) },
  });
}

interface RecordedMarc {
  readonly leader: string;
  readonly fields: readonly RecordedField[];
}

interface RecordedField {
  readonly tag: string;
  readonly inds?: string;
  readonly subfields: readonly { readonly code: string; readonly data: string }[];
}

function marcField({ tag, inds, subfields }: RecordedField): MarcField {
  if (inds === undefined) return { tag, value: subfields[0]?.data ?? '' };
  const [ind1 = ' ', ind2 = ' '] = inds;
  return { tag, ind1, ind2, subfields: subfields.map(({ code, data }) => ({ code, value: data })) };
}

function rememberCall(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const bibKey = key.split(':')[0] ?? '';
  if (!world.bibs.has(bibKey)) addBib(world, { key: bibKey, marc: { leader: '', fields: [] } });
  addCall(world, {
    ...plain(fields, ['shadowed', 'volumetric', 'callNumber'], ['classification']),
    ...moments(fields, ['systemModifiedDate']),
    ...('callNumber' in fields ? {} : plain({ callNumber: fields['dispCallNumber'] }, ['callNumber'], [])),
    key,
    bibKey,
    library: keyOf(fields['library']) ?? 'X',
  });
}

const ITEM_FIELDS = ['shadowed', 'mediaDesk', 'pieces', 'createdDate', 'permanent', 'copyNumber', 'timesInventoried'];
const ITEM_CODES = ['itemCategory1', 'itemCategory2', 'itemCategory3', 'itemCategory4', 'itemCategory5', 'itemType'];

function rememberItem(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const [bibKey = '', sequence = ''] = key.split(':');
  const callKey = `${bibKey}:${sequence}`;
  if (!world.calls.has(callKey)) rememberCall(world, { resource: '/catalog/call', key: callKey });
  const price = fields['price'] as { readonly amount: string } | undefined;
  addItem(world, {
    ...plain(fields, [...ITEM_FIELDS, 'circulate', 'lastInvDate', 'barcode'], ITEM_CODES),
    ...plain(fields, [], ['library', 'homeLocation', 'currentLocation']),
    ...moments(fields, ['systemModifiedDate']),
    ...(price === undefined ? {} : { price: price.amount }),
    key,
    callKey,
  });
}

const NAMES = ['firstName', 'middleName', 'lastName'];
const PATRON_FIELDS = [...NAMES, 'barcode', 'alternateID', 'privilegeExpiresDate', 'createdDate'];

function rememberPatron(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  addPatron(world, {
    library: 'X',
    ...plain(fields, PATRON_FIELDS, ['library', 'profile', 'standing', 'checkoutLocation']),
    key,
  });
}

function rememberBill(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const amountOf = (value: unknown): string => (value as { readonly amount: string }).amount;
  const patronKey = keyOf(fields['patron']) ?? '1';
  if (!world.patrons.has(patronKey)) addPatron(world, { key: patronKey, library: 'X' });
  addBlock(world, {
    ...plain(fields, ['createDate', 'billDate', 'comment'], ['block', 'library']),
    key,
    patronKey,
    itemKey: keyOf(fields['item']) ?? null,
    amount: amountOf(fields['amount']),
    owed: amountOf(fields['owed']),
  });
}

const LOAN_FIELDS = [
  'renewalCount',
  'seenRenewalsRemaining',
  'unseenRenewalsRemaining',
  'claimsReturnedDate',
  'recalledDate',
  'status',
];
const LOAN_MOMENTS = ['dueDate', 'recallDueDate', 'checkOutDate', 'renewalDate'];

function rememberLoan(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const itemKey = key.split(':').slice(0, 3).join(':');
  const patronKey = keyOf(fields['patron']) ?? '1';
  if (!world.patrons.has(patronKey)) addPatron(world, { key: patronKey, library: 'X' });
  world.circRecords.set(key, {
    circulationRule: keyOf(fields['circulationRule']) ?? 'X',
    library: keyOf(fields['library']) ?? '',
    status: null,
    checkOutDate: 0,
    dueDate: null,
    recalledDate: null,
    recallDueDate: null,
    claimsReturnedDate: null,
    renewalCount: null,
    renewalDate: null,
    seenRenewalsRemaining: null,
    unseenRenewalsRemaining: null,
    ...plain(fields, LOAN_FIELDS, []),
    ...moments(fields, LOAN_MOMENTS),
    key,
    itemKey,
    patronKey,
  });
}

const HOLD_FIELDS = ['holdType', 'status', 'recallStatus', 'placedDate', 'fillByDate', 'beingHeldDate', 'inactiveDate'];

function rememberHold(world: SymphonyWorld, { key, fields = {} }: RecordedResource): void {
  const bibKey = keyOf(fields['bib']) ?? '';
  const hold: SymphonyHold = {
    itemKey: keyOf(fields['item']) ?? '',
    selectedItemKey: keyOf(fields['selectedItem']) ?? null,
    patronKey: keyOf(fields['patron']) ?? '1',
    pickupLibrary: keyOf(fields['pickupLibrary']) ?? '',
    placedLibrary: keyOf(fields['placedLibrary']) ?? '',
    holdRange: keyOf(fields['holdRange']) ?? '',
    inactiveReason: keyOf(fields['inactiveReason']) ?? null,
    holdType: 'TITLE',
    status: 'PLACED',
    recallStatus: 'STANDARD',
    placedDate: '',
    fillByDate: null,
    beingHeldDate: null,
    inactiveDate: null,
    expirationDate: null,
    comment: '',
    ...plain(fields, [...HOLD_FIELDS, 'expirationDate', 'comment'], []),
    key,
    bibKey,
  };
  world.holds.set(key, hold);
}

function keyOf(value: unknown): string | undefined {
  return isResource(value) ? value.key : undefined;
}

/** The members that are values as they stand, and those that are codes of policies. */
function plain(
  fields: Readonly<Record<string, unknown>>,
  values: readonly string[],
  codes: readonly string[],
): Record<string, never> {
  const given = values.filter((name) => name in fields).map((name) => [name, fields[name]] as const);
  const keys = codes.filter((name) => name in fields).map((name) => [name, keyOf(fields[name]) ?? null] as const);
  return Object.fromEntries([...given, ...keys]) as Record<string, never>;
}

function moments(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' ? [[name, Date.parse(value)] as const] : [];
    }),
  );
}
