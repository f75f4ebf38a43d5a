/** Accounts as the graph tells them, and a session that keeps what it is given: for tests of the account. */
import { createSealer } from '#platform/sealed-text.ts';
import type { SessionMemory } from '../page.ts';
import type { Account, Hold, Loan } from './asked.ts';

/** Winter time: London is at UTC. */
export const NOW = Date.parse('2026-11-27T10:00:00Z');

type Facts = NonNullable<Account['facts']>;

export function loan(over: Partial<Loan> = {}): Loan {
  return {
    id: 'ash:loan:1',
    title: 'Pathology',
    record: null,
    due: { on: '2026-12-05', at: null },
    overdue: false,
    renewals: 1,
    renewable: { possible: true, refusal: null },
    reason: null,
    ...over,
  };
}

export function hold(over: Partial<Hold> = {}): Hold {
  return {
    id: 'ash:hold:1',
    title: 'Anatomy',
    record: null,
    enumeration: null,
    status: 'QUEUED',
    queuePosition: 2,
    pickup: { name: 'Main', code: 'M', site: { name: 'Main Library' } },
    expiresOn: null,
    neededBy: null,
    reason: null,
    ...over,
  };
}

export function facts(over: Partial<Facts> = {}): Facts {
  return {
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    expiresOn: null,
    reason: null,
    loans: [],
    holds: [],
    charges: [],
    blocks: [],
    ...over,
  };
}

/** What a system that does not answer leaves. */
export const SILENT: Facts = {
  state: 'UNKNOWN',
  asOf: null,
  expiresOn: null,
  reason: { code: 'UNREACHABLE', message: 'Ash could not be reached; ask again later.' },
  loans: null,
  holds: null,
  charges: null,
  blocks: null,
};

export function account(id: string, over: Partial<Account> = {}): Account {
  return {
    id: `${id}:account:1`,
    linkedAt: '2026-11-01T10:00:00Z',
    library: {
      id,
      name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Library`,
      contact: { telephone: '01234 567890', email: null },
      memberships: [{ phase: 'LIVE' }],
    },
    refusal: null,
    facts: facts(),
    ...over,
  };
}

/** A session of its own each time. */
export function openMemory(seed = 1): SessionMemory & { readonly kept: ReadonlyMap<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    sealer: createSealer(Buffer.alloc(32, seed)),
    read: async (name) => kept.get(name) ?? null,
    async change(name, change) {
      const text = change(kept.get(name) ?? null);
      if (text === null) kept.delete(name);
      else kept.set(name, text);
    },
  };
}
