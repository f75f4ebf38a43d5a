/**
 * The availability service of WMS and its token endpoint, over the copies of a file server: one truth, which the next export shows. It is
 * written from OCLC's page of the service, from bodies that other people published, and from their clients; `adapters/wms/README.md` says which.
 * It shares no code with the adapter that it tests.
 */
import { randomBytes } from 'node:crypto';
import { page, type Answer } from '../answer.ts';
import type { FilesWorld } from '../files/world.ts';
import { createSimulatorServer, writePlainHead } from '../server.ts';
import type { Asked, SimulatorServer, SimulatorServerOptions } from '../server.ts';
import type { Sip2World } from '../sip2/tables.ts';
import { aboutAnother, RECORD, searchResponse, type Oddities } from './opac.ts';

export interface WmsOptions extends SimulatorServerOptions {
  readonly files: FilesWorld;
  /** Loans, holds and states of the same copies: its stock is that of `files`. */
  readonly library: Sip2World;
  /** How long a token is really honoured, whatever its answer says; as long as it says where not said. */
  readonly honoursMs?: number;
  readonly oddities?: Oddities;
}

export interface WmsSimulator extends SimulatorServer {
  /** What goes wrong in answers of this service alone; changed while it runs. */
  readonly oddities: Oddities;
}

/** They open nothing but the simulator. */
export const KEY = 'simulated-key';
export const SECRET = 'simulated-secret/==';
/** OCLC's own example of a registry id. */
export const INSTITUTION = '128807';

const TOKEN = '/token';
const AVAILABILITY = '/circ/availability/sru/service';
const TOKEN_SECONDS = 3_599;

interface Token {
  readonly until: number;
  readonly scopes: ReadonlySet<string>;
}

/** 8 workers where not said: it is not one library's server. */
export async function createWmsSimulator(given: WmsOptions): Promise<WmsSimulator> {
  const { files, library, honoursMs, oddities = { spoilt: new Set() }, ...options } = given;
  const tokens = new Map<string, Token>();
  const now = () => library.now() + (oddities.clockMs ?? 0);
  const lifeMs = honoursMs ?? TOKEN_SECONDS * 1000;

  function grant({ headers, body, method }: Asked, isRefused: boolean): Answer {
    if (method !== 'POST') return page(405, 'Method Not Allowed');
    const form = new URLSearchParams(body);
    const basic = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`;
    if (headers.authorization !== basic || isRefused) return wrongKey(headers.authorization);
    const scope = form.get('scope') ?? '';
    if (form.get('grant_type') !== 'client_credentials' || scope === '') return wrongKey(headers.authorization, 400);
    const token = `tk_${randomBytes(24).toString('base64url')}`;
    tokens.set(token, { until: library.now() + lifeMs, scopes: new Set(scope.split(' ')) });
    return json(200, {
      access_token: token,
      token_type: 'bearer',
      // A text, as the documented example has it.
      expires_in: String(TOKEN_SECONDS),
      principalID: '',
      principalIDNS: '',
      scopes: scope,
      contextInstitutionId: INSTITUTION,
      expires_at: `${new Date(now() + TOKEN_SECONDS * 1000).toISOString().slice(0, 19).replace('T', ' ')}Z`,
    });
  }

  function availability({ headers, query }: Asked, isRefused: boolean): Answer {
    const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const token = tokens.get(given);
    if (token === undefined || isRefused) return xmlError(401, `AccessToken {${given}} is invalid`, given);
    if (token.until <= library.now()) return xmlError(401, `AccessToken {${given}} has expired`, given);
    const institution = query.get('x-registryId') ?? '';
    if (!token.scopes.has('WMS_Availability') || !token.scopes.has(`context:${institution}`)) {
      return xmlError(403, `AccessToken {${given}} does not have access to service {WMS_Availability}`, given);
    }
    if (institution !== INSTITUTION) return xmlError(400, 'x-registryId', given);
    if (oddities.endsTokensAfter !== undefined && (oddities.endsTokensAfter -= 1) === 0) tokens.clear();
    return {
      status: 200,
      contentType: 'text/xml;charset=UTF-8',
      body: searchResponse(query, { files, library, oddities }),
    };
  }

  const server = await createSimulatorServer(
    {
      now: library.now,
      kindOf: ({ path }) => (path === TOKEN ? 'login' : path === AVAILABILITY ? 'availability' : 'other'),
      listOf: (asked) =>
        asked.path === AVAILABILITY
          ? { everything: { ...asked, query: aboutAnother(asked.query, files) }, row: RECORD }
          : null,
      answer: (asked, { wrongCredentials }) => {
        if (asked.path === TOKEN) return grant(asked, wrongCredentials);
        return asked.path === AVAILABILITY ? availability(asked, wrongCredentials) : page(404, 'Not found');
      },
      expireTokens: () => {
        tokens.clear();
      },
      maintenance: 'WorldShare is down for maintenance',
      writeHead: (_asked, response, given) => writePlainHead(response, given, { date: new Date(now()).toUTCString() }),
    },
    { workers: 8, ...options },
  );
  return { ...server, oddities };
}

/** As OCLC's own tests have it: what was sent comes back in it. */
function wrongKey(authorization: string | undefined, status: 400 | 401 = 401): Answer {
  return json(status, {
    code: { type: 'http', value: String(status) },
    details: `Authorization header: ${authorization ?? ''}`,
    message: `WSKey '${KEY}' is invalid`,
  });
}

function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json;charset=UTF-8', body: JSON.stringify(value) };
}

/** XML that says it is JSON, as OCLC's own tests have it, with the token in it. */
function xmlError(status: number, message: string, token: string): Answer {
  const detail = `Authorization header: Bearer ${token}`;
  const body = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><error><code type="http">${status}</code><message>${message}</message><detail>${detail}</detail></error>`;
  return { status, contentType: 'application/json;charset=ISO-8859-1', body };
}
