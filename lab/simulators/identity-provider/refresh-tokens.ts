/** Refresh tokens (RFC 6749, section 6): each is good once and brings the next; one that comes twice ends them all (RFC 9700). */
import { randomBytes } from 'node:crypto';
import type { Person } from './persons.ts';

export interface RefreshTokens {
  /** The first one of a sign-in. */
  begin(person: Person): string;
  /** Null for a token that is not good, or no longer. */
  renew(token: string): { readonly person: Person; readonly next: string } | null;
  /** Ends the sign-in that a token is of (RFC 7009); nothing happens if it is unknown. */
  end(token: string): void;
  endAll(): void;
}

const TOKEN_BYTES = 24;

interface Family {
  readonly person: Person;
  /** The one that is good now. */
  current: string;
}

export function createRefreshTokens(): RefreshTokens {
  const families = new Map<string, Family>();
  const give = (family: Family): string => {
    family.current = randomBytes(TOKEN_BYTES).toString('base64url');
    families.set(family.current, family);
    return family.current;
  };
  const end = (token: string): void => {
    const family = families.get(token);
    for (const [one, its] of families) if (its === family) families.delete(one);
  };
  return {
    begin: (person) => give({ person, current: '' }),
    renew(token) {
      const family = families.get(token);
      if (family === undefined) return null;
      if (family.current !== token) {
        end(token);
        return null;
      }
      return { person: family.person, next: give(family) };
    },
    end,
    endAll: () => {
      families.clear();
    },
  };
}
