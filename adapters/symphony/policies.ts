/** The lists of codes with their words, kept for a day: locations (with the fourth level of `shadowed`), libraries, types. */
import type { Reason } from '#domain/facts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { LRUCache } from 'lru-cache';
import type { SymphonyClient } from './client.ts';
import { lmsError } from '../shared/lms-error.ts';
import { singleFlight } from '../shared/single-flight.ts';
import type { SymphonySite } from './site.ts';
import { wirePolicy } from './wire.ts';

export interface Policy {
  readonly name: string | null;
  readonly shadowed: boolean;
}
export type PolicyList = ReadonlyMap<string, Policy>;

export interface Policies {
  readonly locations: PolicyList;
  readonly libraries: PolicyList;
  readonly itemTypes: PolicyList;
  /** Set where the site does not give its lists: hidden locations are then known from the region file alone. */
  readonly limitation: Reason | null;
}

export interface PolicySource {
  /** The lists, asked for once a day. */
  read(signal: AbortSignal): Promise<Policies>;
  ask(name: string, signal: AbortSignal): Promise<PolicyList>;
}

/** Of a system without web services: only the region file says what codes mean. */
export function createNoPolicies(system: string): PolicySource {
  const none: Policies = { locations: new Map(), libraries: new Map(), itemTypes: new Map(), limitation: null };
  return {
    read: async () => none,
    ask: async (name) => {
      throw lmsError(system, 'CAPABILITY_UNSUPPORTED', `${name} policies: there are no web services to ask`);
    },
  };
}

export function createPolicies(site: SymphonySite, client: SymphonyClient): PolicySource {
  const system = site.system.id;
  const cache = new LRUCache<'all', Policies>({
    max: 1,
    ttl: site.settings.policyHours * 3_600_000,
    ttlResolution: 0,
  });

  async function ask(name: string, signal: AbortSignal): Promise<PolicyList> {
    const rows = await client.policies(name, signal);
    if (!Array.isArray(rows)) {
      throw lmsError(system, 'LMS_BAD_RESPONSE', `${name} policies: answered no list; check the address`);
    }
    const list = new Map<string, Policy>();
    for (const row of rows as readonly unknown[]) {
      const policy = wirePolicy.safeParse(row).data;
      if (policy === undefined) continue;
      // A description may be a raw message key; a display name is often the code itself.
      const words = [policy.description, policy.displayName].find(
        (text) => text !== null && !text.startsWith('$<') && text !== policy.key,
      );
      list.set(policy.key, { name: words ?? null, shadowed: policy.shadowed });
    }
    return list;
  }

  const readAll = singleFlight(system, 'policies', async (signal): Promise<Policies> => {
    try {
      const locations = await ask('location', signal);
      const libraries = await ask('library', signal);
      const itemTypes = await ask('itemType', signal);
      const policies = { locations, libraries, itemTypes, limitation: null };
      cache.set('all', policies);
      return policies;
    } catch (error) {
      // The account may see nothing of it, now and later: names are missing, and what the region file hides is hidden.
      if (!isMerciaError(error, 'LMS_AUTH_FAILED') || client.hasStaff) throw error;
      const empty: PolicyList = new Map();
      const policies: Policies = {
        locations: empty,
        libraries: empty,
        itemTypes: empty,
        limitation: {
          code: 'NOT_SUPPORTED',
          message:
            'The system does not give its lists of codes: which locations are hidden is known from the region file',
          system,
        },
      };
      cache.set('all', policies, { ttl: 300_000 });
      return policies;
    }
  });

  return {
    read: async (signal) => cache.get('all') ?? readAll(signal),
    ask,
  };
}
