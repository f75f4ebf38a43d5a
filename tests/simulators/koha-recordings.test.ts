import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createFixtureWorld, FIXTURE_LOGINS, FIXTURE_OAUTH } from '#simulators/koha/fixture-world.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import {
  header,
  headerValues,
  isApplicable,
  isWrite,
  NOT_APPLICABLE,
  readRecording,
  recordedNames,
} from './koha-recordings.ts';
import type { Recording } from './koha-recordings.ts';
import { marcCounts, oaiSkeleton, withoutFields } from './koha-xml.ts';
import { ShapeBook } from './shapes.ts';

/** The recordings were taken over an hour in which the real Koha changed; each is asked of the world of its moment. */
const STAGES = {
  early: { stage: 'early' },
  late: { stage: 'late' },
  deleted: { stage: 'deleted' },
  withItems: { stage: 'deleted', oaiItems: true },
} as const;
type Stage = keyof typeof STAGES;

function stageOf(name: string): Stage {
  if (name.startsWith('oai-include_items')) return 'withItems';
  if (name.startsWith('oai-') || name === 'rest-biblio-get-after-delete-404') return 'deleted';
  if (name === 'rest-checkouts-checked-in-old') return 'late';
  if (/^rest-renewal-post-[12]|^rest-hold-delete-(?:again|with)/u.test(name)) return 'early';
  if (/^rest-(?:checkout|holds-patron|holds-q-patron|holds-list|holds-embed|patron-5-holds)/u.test(name))
    return 'early';
  return 'late';
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly body: string;
  readonly bytes: Buffer;
}

/** Sends exactly the headers given: fetch would add an Accept header of its own. */
async function send(
  base: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${base}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { rawHeaders } = response;
        const pairs = Array.from(
          { length: rawHeaders.length / 2 },
          (_, index) => [rawHeaders[index * 2] ?? '', rawHeaders[index * 2 + 1] ?? ''] as const,
        );
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: pairs,
          body: bytes.toString('utf8'),
          bytes,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const basic = (login: readonly [user: string, password: string]): string =>
  `Basic ${Buffer.from(login.join(':')).toString('base64')}`;

describe.skipIf(!sharedAvailable)('the simulated Koha against the recordings of a real one', () => {
  const names = sharedAvailable ? recordedNames() : [];
  // Those of ILS-DI are compared in koha-ilsdi-recordings.test.ts.
  const applicable = names.filter((name) => isApplicable(name) && !name.startsWith('ilsdi-'));
  const book = new ShapeBook();
  const simulators = new Map<Stage, KohaSimulator>();
  let token = '';

  beforeAll(async () => {
    for (const name of applicable) book.learn(withoutFields(readRecording(name).response.body));
    for (const [stage, options] of Object.entries(STAGES)) {
      simulators.set(stage as Stage, await createKohaSimulator({ world: createFixtureWorld(options), workers: 8 }));
    }
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: FIXTURE_OAUTH.clientId,
      client_secret: FIXTURE_OAUTH.secret,
    });
    const late = simulators.get('late');
    const granted = await send(late?.url ?? '', 'POST', '/api/v1/oauth/token', {}, form.toString());
    token = (JSON.parse(granted.body) as { access_token: string }).access_token;
  });

  afterAll(async () => {
    await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
  });

  function authorisation(recording: Recording): string | undefined {
    const recorded = recording.request.headers['Authorization'];
    if (recorded === undefined) return undefined;
    if (recording.name === 'rest-auth-basic-garbage') return 'Basic %%%';
    if (recording.name === 'rest-auth-basic-unknown-user') return basic(['nobody', 'nothing']);
    if (recording.name === 'rest-oauth-bad-token') return 'Bearer no-such-token';
    switch (recording.request.auth) {
      case 'bad':
        return basic([FIXTURE_LOGINS.admin[0], 'wrong']);
      case 'bearer':
        return `Bearer ${token}`;
      case 'catlib':
      case 'patron5':
      case 'expired':
        return basic(FIXTURE_LOGINS[recording.request.auth]);
      default:
        return basic(FIXTURE_LOGINS.admin);
    }
  }

  /** What was asked just before, of the same people and titles. */
  const BEFORE: Readonly<Record<string, readonly string[]>> = {
    'rest-hold-post-duplicate-3rd': ['rest-hold-post-duplicate', 'rest-hold-post-duplicate'],
  };

  /** The simulator of a stage; for a write one of its own, so that nobody else sees what it changed. */
  async function simulatorFor(name: string): Promise<KohaSimulator> {
    const stage = stageOf(name);
    if (isWrite(name)) {
      const own = await createKohaSimulator({ world: createFixtureWorld(STAGES[stage]) });
      onTestFinished(() => own.close());
      return own;
    }
    const simulator = simulators.get(stage);
    if (simulator === undefined) throw new Error('the simulator of this stage is not there');
    return simulator;
  }

  async function replay(recording: Recording): Promise<Answered> {
    const simulator = await simulatorFor(recording.name);
    for (const name of BEFORE[recording.name] ?? []) await ask(simulator, readRecording(name));
    return ask(simulator, recording);
  }

  async function ask(simulator: KohaSimulator, recording: Recording): Promise<Answered> {
    const { request } = recording;
    const url = new URL(request.url);
    const headers: Record<string, string> = { ...request.headers };
    delete headers['Authorization'];
    const login = authorisation(recording);
    if (login !== undefined) headers['Authorization'] = login;
    if (recording.name === 'rest-items-gzip') headers['Accept-Encoding'] = 'gzip';
    let body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? '');
    if (request.body === undefined || request.body === null) body = '';
    if (url.pathname.endsWith('/oauth/token')) {
      const form = new URLSearchParams(body);
      form.set('client_id', FIXTURE_OAUTH.clientId);
      form.set('client_secret', recording.name.endsWith('wrong-secret') ? 'wrong' : FIXTURE_OAUTH.secret);
      body = form.toString();
    }
    if (recording.name.includes('password-validation')) body = withFixturePassword(body);
    if (body !== '') headers['Content-Length'] = String(Buffer.byteLength(body));
    return send(simulator.url, request.method, url.pathname + url.search, headers, body);
  }

  /** The passwords of people were taken out of the recordings. */
  function withFixturePassword(body: string): string {
    const wanted = JSON.parse(body) as { identifier?: string; userid?: string; password: string };
    if (wanted.password !== 'REDACTED-pw') return body;
    const [, password] = FIXTURE_LOGINS[wanted.identifier === FIXTURE_LOGINS.expired[0] ? 'expired' : 'patron5'];
    return JSON.stringify({ ...wanted, password });
  }

  /** Where Link headers lead: page numbers beyond the first depend on how much the real Koha held. */
  function links(values: readonly string[]): string[] {
    return values
      .flatMap((value) => value.split(/,\s*(?=<)/u))
      .map((link) =>
        link
          .replace(/<https?:\/\/[^/]+/u, '<')
          .replace(/HASH%28\w+%29/u, 'HASH')
          .replace(/_page=\d+(?=.*rel="(?:last)")/u, '_page=N'),
      );
  }

  test.each(NOT_APPLICABLE)('lists as not applicable only what is recorded: %s', (pattern) => {
    expect(names.some((name) => pattern.test(name))).toBe(true);
  });

  test('checks or lists every recording', () => {
    const reads = applicable.map(readRecording).filter(({ request }) => {
      const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
      return isRead || request.url.endsWith('/oauth/token');
    });

    expect([...reads.map(({ name }) => name), ...applicable.filter(isWrite)].toSorted()).toEqual(applicable);
    expect(applicable.length).toBeGreaterThan(200);
  });

  test.each(applicable)('%s', async (name) => {
    const recording = readRecording(name);

    const answer = await replay(recording);

    expect(answer.status).toBe(recording.response.status);
    expect(answer.headers['content-type']).toBe(header(recording, 'Content-Type'));
    for (const wanted of [
      'X-Total-Count',
      'X-Base-Total-Count',
      'Vary',
      'Content-Encoding',
      'x-koha-request-id',
      'Location',
    ]) {
      const recorded = header(recording, wanted);
      const answered = answer.headers[wanted.toLowerCase()];
      // Vary and compression depend on the size of the body alone.
      if (wanted === 'Vary' && answer.status === 200 && Number(header(recording, 'Content-Length') ?? 0) < 2000)
        continue;
      expect([wanted, answered !== undefined]).toEqual([wanted, recorded !== undefined]);
    }
    expect(links(answer.rawHeaders.filter(([key]) => key.toLowerCase() === 'link').map(([, value]) => value))).toEqual(
      links(headerValues(recording, 'Link')),
    );
    checkBody(recording, answer);
  });

  function checkBody(recording: Recording, answer: Answered): void {
    const { body, body_text: text } = recording.response;
    const type = header(recording, 'Content-Type') ?? '';
    if (recording.name === 'rest-items-gzip' || recording.request.method === 'HEAD') return;
    if (recording.response.status === 204) {
      expect(answer.body).toBe('');
      return;
    }
    if (recording.response.status >= 400) {
      expect(JSON.parse(answer.body)).toEqual(body ?? JSON.parse(text ?? ''));
    } else if (body !== undefined && body !== null) {
      expect(book.faults(withoutFields(body), withoutFields(JSON.parse(answer.body)))).toEqual([]);
    } else if (type.startsWith('text/xml')) {
      expect(oaiSkeleton(answer.body, recording.name)).toEqual(oaiSkeleton(text ?? '', recording.name));
    } else {
      expect(marcCounts(answer.body)).toEqual(marcCounts(text ?? ''));
    }
  }
});
