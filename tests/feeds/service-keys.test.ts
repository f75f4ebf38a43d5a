import { KEY_CACHED_MS } from '#platform/key-lookup.ts';
import { REFUSED_PER_WINDOW } from '#platform/refused-credentials.ts';
import { createApiKey } from '#platform/api-key.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLiveServices, type LiveServices } from './support/live-services.ts';

let closed: LiveServices;
let at = Date.parse('2026-11-26T12:00:00Z');
beforeAll(async () => {
  closed = await startLiveServices({ open: false, now: () => at });
});
afterAll(() => closed.close());

const RTAC = '/rtac/region-1?fullPeriodicals=true';
const DAIA = '/daia?format=json&id=region-1';

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${closed.services}${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Other tests' wrong keys are forgotten. */
const nextMinute = (): void => void (at += 120_000);

describe.each([
  ['rtac', 'daia', RTAC],
  ['daia', 'rtac', DAIA],
] as const)('a key of %s', (service, other, path) => {
  it('opens it in the address and in every header', async () => {
    const key = closed.addKey({ service });

    expect((await get(`${path}&apikey=${key}`)).status).toBe(200);
    expect((await get(`${path}&apiKey=${key}`)).status).toBe(200);
    expect((await get(`${path}&access_token=${key}`)).status).toBe(200);
    expect((await get(path, { authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await get(path, { authorization: `apikey ${key}` })).status).toBe(200);
    expect((await get(path, { 'x-api-key': key })).status).toBe(200);
  });

  it('does not open the other, and no key of the graph opens it', async () => {
    nextMinute();
    const ofOther = await get(`${path}&apikey=${closed.addKey({ service: other })}`);
    const inAddress = await get(`${path}&apikey=${closed.addKey({})}`);
    const inHeader = await get(path, { 'x-api-key': closed.addKey({}) });

    expect([ofOther.status, inAddress.status, inHeader.status]).toEqual([403, 401, 401]);
    expect(ofOther.text).toContain(`opens ${other.toUpperCase()} alone`);
    expect(inAddress.text).toContain('revoke it');
    expect(inHeader.text).not.toContain('revoke it');
  });

  it('is refused if it is unknown, over or revoked, and if there are two', async () => {
    nextMinute();
    const over = closed.addKey({ service, expiresAt: new Date(at) });
    const revoked = closed.addKey({ service, revokedAt: new Date(at) });
    const good = closed.addKey({ service });

    for (const key of [createApiKey().key, over, revoked, 'nonsense', '']) {
      expect((await get(`${path}&apikey=${key}`)).status, key).toBe(401);
    }
    expect((await get(`${path}&apikey=${good}`, { 'x-api-key': revoked })).status).toBe(401);
    expect((await get(path)).headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('is nowhere in what is logged or answered, whatever goes wrong', async () => {
    nextMinute();
    const keys = [closed.addKey({ service }), closed.addKey({}), closed.addKey({ service: other }), createApiKey().key];
    const [, mark] = path.split('?');
    const answers = await Promise.all(
      keys.flatMap((key) => [
        get(`${path}&apikey=${key}`),
        get(`${path}&apikey=${key}&apikey=${key}x`),
        get(`/rtac/%ZZ?${mark ?? ''}&apikey=${key}`),
        get(`/nothing-here?apikey=${key}`),
        get(`/daia?apikey=${key}`),
        get(`/rtac?apikey=${key}`),
        get(`${path}&apikey=${key}&callback=x`),
      ]),
    );
    const secrets = keys.map((key) => key.slice(-43));
    const told = [...answers.map(({ text, headers }) => text + JSON.stringify([...headers])), ...closed.serviceLog];

    expect(told.length).toBeGreaterThan(keys.length * 7);
    for (const secret of secrets) expect(told.filter((line) => line.includes(secret))).toEqual([]);
    expect(closed.logged.map((line) => JSON.stringify(line)).join()).not.toMatch(/mk_/);
  });
});

describe('a caller', () => {
  it('with one wrong key after another is held up; a good one is not', async () => {
    nextMinute();
    const good = closed.addKey({ service: 'rtac' });
    await get(`${RTAC}&apikey=${good}`);
    for (let time = 0; time < REFUSED_PER_WINDOW; time += 1) await get(`${RTAC}&apikey=${createApiKey().key}`);
    const wrong = await get(`${RTAC}&apikey=${createApiKey().key}`);

    expect(wrong.status).toBe(429);
    expect(Number(wrong.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await get(`${RTAC}&apikey=${good}`)).status).toBe(200);
  });

  it('whose key is revoked is refused after fifteen seconds', async () => {
    nextMinute();
    const key = closed.addKey({ service: 'daia' });
    expect((await get(`${DAIA}&apikey=${key}`)).status).toBe(200);

    closed.revoke(key);
    at += KEY_CACHED_MS + 1;

    expect((await get(`${DAIA}&apikey=${key}`)).status).toBe(401);
  });

  it('without a key is let in where the service is open', async () => {
    const open = await startLiveServices();

    expect((await fetch(`${open.services}${RTAC}`)).status).toBe(200);
    expect((await fetch(`${open.services}${DAIA}`)).status).toBe(200);
    expect((await fetch(`${open.services}${RTAC}&apikey=wrong`)).status).toBe(401);
    await open.close();
  });
});
