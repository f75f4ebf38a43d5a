/** A capability is there or absent: what an adapter declares it has, and what it has it declares. */
import { CAPABILITIES, type Capability, type LmsAdapter } from '#contract/adapter.ts';
import { none } from '../agree.ts';

/** The part of an adapter that has a capability; for those that stand in answers only, the part that gives the answers. */
const PARTS: Readonly<Record<Capability, (adapter: LmsAdapter) => boolean>> = {
  HARVEST_FULL: ({ harvest }) => harvest !== undefined,
  HARVEST_CHANGES: ({ harvest }) => harvest !== undefined,
  LIVE_ITEMS: ({ items }) => items !== undefined,
  HOLD_QUEUE: ({ items }) => items !== undefined,
  HOLDING_STATEMENTS: ({ harvest }) => harvest !== undefined,
  PATRON_ACCOUNT: ({ patrons }) => patrons !== undefined,
  VERIFY_PATRON: ({ patrons }) => patrons?.verify !== undefined,
  RENEW: ({ writes }) => writes?.renew !== undefined,
  PLACE_HOLD: ({ writes }) => writes?.placeHold !== undefined,
  CANCEL_HOLD: ({ writes }) => writes?.cancelHold !== undefined,
  CODE_LISTS: ({ policies }) => policies !== undefined,
  LOAN_POLICIES: ({ policies }) => policies?.loanRules !== undefined,
  LOAN_COUNTS: ({ loans }) => loans?.useCounts !== undefined,
  OPEN_LOANS: ({ loans }) => loans?.openLoans !== undefined,
  READER_TOKENS: ({ loans }) => loans?.readers !== undefined,
  OPEN_CHARGES: ({ loans }) => loans?.openCharges !== undefined,
};

/** Capabilities whose part may be there for the sake of another one: their absence shows in what is told. */
export const TOLD_IN_ANSWERS: readonly Capability[] = ['HARVEST_CHANGES', 'HOLD_QUEUE', 'HOLDING_STATEMENTS'];

/** Capabilities of what readers have: the other half of the suite. */
export const OF_READERS: readonly Capability[] = [
  'PATRON_ACCOUNT',
  'VERIFY_PATRON',
  'RENEW',
  'PLACE_HOLD',
  'CANCEL_HOLD',
];

/** Declared and not there, there and not declared, or declared twice. */
export function agreeOnParts(adapter: LmsAdapter, capabilities: readonly Capability[]): void {
  const declared = new Set(adapter.capabilities);
  const twice = adapter.capabilities.filter((capability, index) => adapter.capabilities.indexOf(capability) !== index);
  none(twice, `capabilities are declared twice: ${twice.join(', ')}`);
  const missing = capabilities.filter((one) => declared.has(one) && !PARTS[one](adapter));
  none(missing, `declared, and the part that has it is not there: ${missing.join(', ')}`);
  const silent = capabilities.filter(
    (one) => !TOLD_IN_ANSWERS.includes(one) && !declared.has(one) && PARTS[one](adapter),
  );
  none(silent, `there and not declared: ${silent.join(', ')}`);
}

/** Every capability that is not one of readers. */
export const OF_COLLECTIONS: readonly Capability[] = CAPABILITIES.filter((one) => !OF_READERS.includes(one));
