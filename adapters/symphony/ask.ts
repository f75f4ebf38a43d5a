/** Asks Symphony as staff, or as the public where that is enough. */
import type { HttpResponse } from '#platform/http-client.ts';
import { withSession } from '../shared/session.ts';
import type { StaffSession } from './auth.ts';
import { whileInUse } from './record-in-use.ts';

export type Role = 'STAFF' | 'GUEST';
export type Headers = Readonly<Record<string, string>>;

/** One request, sent with these headers. */
export type Ask = (headers: Headers, token: string | null) => Promise<HttpResponse>;

export interface AskContext {
  /** Null if the region file names no staff account. */
  readonly session: StaffSession | null;
  readonly headersOf: (role: Role) => Headers;
}

export interface Asking {
  /** As staff; a session that the server has dropped is renewed once. Null if no staff account is named. */
  readonly asStaff:
    ((ask: Ask, signal: AbortSignal, isDropped?: (response: HttpResponse) => boolean) => Promise<HttpResponse>) | null;
  /** As staff, or as the public if no staff account is named. */
  asStaffOrPublic(ask: Ask, signal: AbortSignal): Promise<HttpResponse>;
  /** As the public where that is enough; what is refused there is asked with the session from then on. */
  openly(what: string, ask: Ask, signal: AbortSignal): Promise<HttpResponse>;
}

/** Binds asking to one way of logging in. */
export function createAsking({ session, headersOf }: AskContext): Asking {
  /** What turned out to need the session although it is open at most sites. */
  const closedToPublic = new Set<string>();
  const asPublic = (ask: Ask): Promise<HttpResponse> => ask(headersOf('GUEST'), null);
  const asStaff: Asking['asStaff'] =
    session === null
      ? null
      : (ask, signal, isDropped = ({ status }) => status === 401) => {
          const askWith = (token: string): Promise<HttpResponse> => {
            const headers = { ...headersOf('STAFF'), 'x-sirs-sessiontoken': token };
            return whileInUse(() => ask(headers, token), signal);
          };
          return withSession(session, askWith, isDropped, signal);
        };
  return {
    asStaff,
    asStaffOrPublic: (ask, signal) => (asStaff === null ? asPublic(ask) : asStaff(ask, signal)),
    async openly(what, ask, signal) {
      if (asStaff !== null && closedToPublic.has(what)) return asStaff(ask, signal);
      const response = await asPublic(ask);
      if ((response.status !== 401 && response.status !== 403) || asStaff === null) return response;
      const again = await asStaff(ask, signal);
      if (again.status === 200) closedToPublic.add(what);
      return again;
    },
  };
}
