/** The pages of operators over the demonstration's graph: what needs somebody, the next step, and who may take it. */
import { createApiKey } from '#platform/api-key.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { checkOut } from '#simulators/koha/mutations.ts';
import type { KohaItem, KohaWorld } from '#simulators/koha/world.ts';
import { startRetryingRejects } from '#union-index/harvest/index.ts';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findByAxe } from './proof/checks/look.ts';
import { openDemoConsole, type DemoConsole } from './support/console.ts';
import type { Visitor } from './support/visitor.ts';

const SYSTEM = 'koha-b';
const BAD_RECORD = 12;
const DAY_MS = 86_400_000;
const PLACES = [
  '/operate',
  '/operate/told',
  '/operate/rejects',
  '/operate/take-back',
  '/operate/keys',
  '/operate/jobs',
  '/operate/audit',
] as const;

let graph: DemoGraph;
let pages: DemoConsole;
let operator: Visitor;
const over = new AbortController();
let retrying: Promise<void>;

beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: 1_500 });
  const koha = graph.simulator(SYSTEM);
  // REST alone fails for the bad record: OAI-PMH would mend it.
  if ('preferences' in koha.world) koha.world.preferences['OAI-PMH'] = false;
  await koha.faults.set({ badRecords: [BAD_RECORD] });
  await graph.harvest([SYSTEM], 'full');
  const { hub } = graph;
  retrying = startRetryingRejects({
    db: hub.store.db,
    holder: hub.holder,
    adapters: () => hub.adapters,
    ingest: () => hub.ingest,
    clock: () => new Date(),
    logger: hub.logger,
    signal: over.signal,
    lookEveryMs: 50,
  });
  pages = await openDemoConsole(graph);
  operator = await pages.signedIn('operator');
}, 180_000);
afterAll(async () => {
  over.abort();
  await retrying;
  await pages.close();
  await graph.close();
});

async function makeKey(name: string, days: number | null): Promise<{ readonly id: string; readonly key: string }> {
  const { id, hash, key } = createApiKey();
  const now = Date.now();
  await insertApiKey(graph.database.db, {
    id,
    hash,
    name,
    role: 'operator',
    service: null,
    budgetMs: null,
    createdAt: new Date(now),
    expiresAt: days === null ? null : new Date(now + days * DAY_MS),
    revokedAt: null,
  });
  return { id, key };
}

describe('the pages of operators', () => {
  it.each(PLACES)('%s is for nobody else', async (path) => {
    const others = ['reader', 'librarian', 'migration'] as const;
    const statuses: [string, number][] = [];
    for (const person of others) statuses.push([person, (await (await pages.signedIn(person)).get(path)).status]);
    const ofPublic = await pages.visitor().get(path);

    // The migration team may have records read again.
    const migration = path === '/operate/rejects' ? 200 : 403;
    expect(statuses).toEqual([
      ['reader', 403],
      ['librarian', 403],
      ['migration', migration],
    ]);
    expect(ofPublic.location).toMatch(/^\/sign-in/);
  });

  it('begin with what needs somebody, each with the next step', async () => {
    await makeKey('Discovery at Severnhythe', 12);
    const { html, text, status } = await operator.get('/operate');

    expect(status).toBe(200);
    expect(text).toMatch(/\d things need you now/);
    expect(text).toMatch(/1 record could not be read\. See why, and have them read again/);
    expect(html).toContain(`href="/operate/rejects?system=${SYSTEM}"`);
    expect(text).toMatch(
      /The key “Discovery at Severnhythe” \([0-9a-f]{12}\) is good until .* Make another in its place/,
    );
  });
});

describe('what readers were told', () => {
  it('is said of a library and a time, and which system it was, since when and why', async () => {
    const at = new Date(Date.now() - 5 * 60_000);
    await sql`INSERT INTO answering_change (system, at, answers, code) VALUES (${SYSTEM}, ${at}, false, 'LMS_UNAVAILABLE')`.execute(
      graph.database.db,
    );
    const asked = (time: string) =>
      `/operate/told?${new URLSearchParams({ at: time, library: 'tamehollow' }).toString()}`;
    const minuteLater = new Date(at.getTime() + 60_000);
    const hour = new Date(minuteLater.getTime() - (minuteLater.getTime() % 3_600_000));
    await sql`INSERT INTO answering_hour (system, hour, answered, failed, answer_ms, last_at) VALUES (${SYSTEM}, ${hour}, 0, 2, 0, ${minuteLater})
      ON CONFLICT (system, hour) DO UPDATE SET failed = 2, last_at = excluded.last_at`.execute(graph.database.db);
    const told = await operator.get(asked(minuteLater.toISOString()));
    const typed = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: 'Europe/London',
    });
    const byDay = await operator.get(asked(typed.format(minuteLater).replace(',', '')));
    const wrong = await operator.get(asked('25:00'));
    const byTime = await operator.get(
      `/operate/told?${new URLSearchParams({ at: minuteLater.toISOString(), library: '' }).toString()}`,
    );

    for (const { text } of [told, byDay, byTime])
      expect(text).toMatch(/Hollow and Dale Libraries: it did not answer, from .*Programs got at first UNREACHABLE/);
    expect(byTime.text).toMatch(
      /\d\d:\d\d\S* \(Europe\/London\): one system did not answer: Hollow and Dale Libraries /,
    );
    expect(byTime.text).toMatch(/this system can never be asked\. Its copies were shown as in its (last )?list/);
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('is no time: write 14:03')]);
  });
});

describe('a record that could not be read', () => {
  async function ended(): Promise<string> {
    await vi.waitFor(
      async () => {
        const { text } = await operator.get(`/operate/rejects?system=${SYSTEM}`);
        expect(text).not.toMatch(/Reading them again: (Waiting|Running)/);
      },
      { timeout: 30_000, interval: 200 },
    );
    return (await operator.get(`/operate/rejects?system=${SYSTEM}`)).text;
  }

  it('is listed with its number and the reason, read again while it is broken, and taken in once it is mended', async () => {
    const { text } = await operator.get('/operate/rejects');
    expect(text).toContain(`1 record could not be read.`);
    expect(text).toMatch(/12 .* record 12 .*Koha cannot write/);

    const asked = await operator.post('/operate/rejects', { system: SYSTEM });
    expect([asked.status, asked.location]).toEqual([303, `/operate/rejects?system=${SYSTEM}`]);
    expect((await operator.follow('/operate/rejects')).text).toMatch(/Done Records of .* will be read again/);
    expect(await ended()).toMatch(
      /Reading them again: Done Ended today .*: 0 records can be read now, 1 still cannot be read\./,
    );

    await graph.simulator(SYSTEM).faults.clear();
    await operator.post('/operate/rejects', { system: SYSTEM });
    expect(await ended()).toMatch(/Done Ended today .*: 1 record can be read now\./);
    expect((await operator.get('/operate/rejects')).text).toContain('Every record that was harvested could be read.');
  });

  it('is not read again for a form without the mark of the session, and says so if there is nothing to do', async () => {
    const before = (await operator.get('/operate/audit')).text.split('Had records read again').length;
    expect((await operator.post('/operate/rejects', { system: SYSTEM }, null)).status).toBe(403);
    await operator.get('/operate/keys');
    await operator.post('/operate/rejects', { system: SYSTEM });
    expect((await operator.get('/operate/rejects')).text).toContain('Nothing new was asked for');
    expect((await operator.get('/operate/audit')).text.split('Had records read again').length).toBe(before);
  });
});

describe('taking a record back', () => {
  const RECORD = 'koha-a:record:686';
  const READ = `{ record(id: "${RECORD}") { id } }`;

  it('hides it at once when its operator is sure, says who may have it, and writes down who did it', async () => {
    expect(await graph.ask<unknown>(READ)).toEqual({ data: { record: { id: RECORD } } });
    await operator.get('/operate/take-back');
    const unsure = await operator.post('/operate/take-back', { records: RECORD, reason: 'Incident 12' });
    expect([unsure.status, unsure.text]).toEqual([400, expect.stringContaining('Nothing was taken back')]);
    expect(unsure.html).toContain(`>${RECORD}</textarea>`);
    expect(await graph.ask<unknown>(READ)).toEqual({ data: { record: { id: RECORD } } });

    const form = { records: RECORD, reason: 'Incident 12', sure: 'yes' };
    const done = await operator.post('/operate/take-back', form);

    expect([done.status, done.location]).toEqual([303, expect.stringMatching(/^\/operate\/take-back\/[\da-f-]{36}$/)]);
    expect(await graph.ask<unknown>(READ)).toEqual({ data: { record: null } });
    const { text } = await operator.get(done.location ?? '');
    expect(text).toMatch(
      /The records are hidden .*Why: Incident 12 .*Who may have it No feed had any of the records\./,
    );
    expect((await operator.get('/operate/take-back')).text).toMatch(/Incident 12 1 Hidden, being cleaned/);
    expect((await operator.get('/operate/audit')).text).toMatch(
      new RegExp(`Took a record back ${RECORD} \\S+ operator`),
    );
  });

  it('is refused for what was never here, in words, and keeps what was typed', async () => {
    await operator.get('/operate/take-back');
    const form = { records: 'koha-a:record:none', reason: 'Incident 13', sure: 'yes' };
    const { status, text, html } = await operator.post('/operate/take-back', form);

    expect(status).toBe(400);
    expect(text).toContain('Mercia never had some of these records');
    expect(html).toContain('value="Incident 13"');
    expect((await operator.get('/operate/take-back/nonsense')).status).toBe(404);
  });

  it('shows which record it is about, to be looked at again, after a session that ended', async () => {
    const visitor = await pages.signedIn('operator');
    await visitor.get('/operate/take-back');
    const cookie = visitor.cookies.get('mercia') ?? '';
    const key = createHash('sha256').update(cookie).digest();
    const ended = { ends_at: new Date(0) };
    await graph.database.db.updateTable('console_session').set(ended).where('key', '=', key).execute();
    await visitor.post('/operate/take-back', { records: 'koha-a:record:7', reason: 'Incident 14', sure: 'yes' });
    const { html } = await visitor.signIn('operator');

    expect(html).toContain('>koha-a:record:7</textarea>');
    expect(html).toContain('value="Incident 14"');
  });
});

describe('a key', () => {
  it('is revoked after a second question, is refused by the graph from then on, and who did it is written down', async () => {
    const [kept, lost] = [await makeKey('Kept', null), await makeKey('Lost on a train', null)];
    const list = await operator.get('/operate/keys');
    expect(list.html).toContain(`href="/operate/keys/${lost.id}/revoke"`);
    expect(list.html).not.toContain(lost.key.slice(-30));

    const confirm = await operator.get(`/operate/keys/${lost.id}/revoke`);
    expect(confirm.text).toContain('Revoke the key “Lost on a train”?');
    expect((await operator.get('/operate/keys')).text).not.toContain('Revoked on');
    await operator.get(`/operate/keys/${lost.id}/revoke`);
    const revoked = await operator.post(`/operate/keys/${lost.id}/revoke`, {});

    expect([revoked.status, revoked.location]).toEqual([303, '/operate/keys']);
    expect((await operator.get('/operate/keys')).text).toContain('The key “Lost on a train” is revoked');
    const viewer = '{ viewer { role } }';
    expect(await graph.ask<unknown>(viewer, { token: kept.key })).toEqual({ data: { viewer: { role: 'OPERATOR' } } });
    expect(JSON.stringify(await graph.ask<unknown>(viewer, { token: lost.key }))).toContain('The key was revoked.');
    expect((await operator.get('/operate/audit')).text).toMatch(new RegExp(`Revoked a key ${lost.id} \\S+ operator`));
  });
});

describe('a job', () => {
  it('is cancelled by the button beside it', async () => {
    const token = await graph.tokenOf('operator');
    const take = 'mutation { takeSnapshot(input: { name: "before the move" }) { job { id } } }';
    const { errors } = await graph.ask<unknown>(take, { token });
    expect(errors).toBeUndefined();
    const { html, text } = await operator.get('/operate/jobs');
    expect(text).toContain('Taking the snapshot before the move Waiting');
    const job = /name="job" value="([^"]+)"/.exec(html)?.[1] ?? '';

    await operator.post('/operate/jobs', { job });

    expect((await operator.get('/operate/jobs')).text).toMatch(/The job is cancelled.*before the move Cancelled/);
  });
});

/** A copy of a branch in its place, of a record that the demonstration shows. */
function copyInPlace({ items }: KohaWorld, branch: string): KohaItem {
  const found = [...items.values()].find(
    (item) =>
      item.home_library_id === branch &&
      item.holding_library_id === branch &&
      item.location === 'GEN' &&
      item.checked_out_date === null &&
      item.not_for_loan_status + item.lost_status + item.withdrawn + item.damaged_status === 0,
  );
  if (found === undefined) throw new Error(`no copy of ${branch} is in its place`);
  return found;
}

describe('a copy', () => {
  it('has a page of what was told of it and why, for staff of its library and for operators', async () => {
    const { world } = graph.simulator('koha-a');
    const [own, other] = [copyInPlace(world, 'MAIN'), copyInPlace(world, 'WRK')];
    const barcode = own.external_id ?? '';
    const ask = `{ items(barcode: "${barcode}") { item { status } } }`;
    await graph.ask<unknown>(ask);
    const [reader] = world.patrons.keys();
    checkOut(world, { item_id: own.item_id, patron_id: reader ?? 0 });
    await vi.waitFor(
      async () => {
        await graph.ask<unknown>(ask);
        const { text } = await operator.get(`/copy?barcode=${barcode}`);
        expect(text).toMatch(
          /Told On loan Word of its system checked out How its status was decided A fixed rule for Koha: checked out Who said so Its system, when asked As of today/,
        );
        expect(text).toMatch(
          /Before today \d\d:\d\d; the start was not recorded Told On the shelf Word of its system no code or loan/,
        );
      },
      { timeout: 30_000, interval: 500 },
    );

    const librarian = await pages.signedIn('librarian');
    expect((await librarian.get(`/copy?barcode=${barcode}`)).text).toContain('Severnhythe Hospitals Library');
    expect((await librarian.get(`/copy?barcode=${other.external_id ?? ''}`)).text).toMatch(
      /is not shown as one of your libraries’: only staff of its library see this\. /,
    );
    expect((await (await pages.signedIn('reader')).get('/copy')).status).toBe(403);
    expect((await operator.get('/copy?barcode=nothing')).text).toContain('No copy that is shown has this barcode');
  });
});

describe('a system that is down', () => {
  beforeAll(async () => {
    await graph.simulator(SYSTEM).kill();
    const query = `{ search(query: "", first: 20) { edges { node { holdings { id availability { state } } } } } }`;
    // Until the breaker opens: several failures of one moment count as one.
    for (let each = 0; each < 8; each += 1) {
      await graph.ask<unknown>(query);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });
  afterAll(() => graph.simulator(SYSTEM).restart());

  it('says to everybody since when, what that means and who acts, and nothing of its hosts', async () => {
    for (const visitor of [pages.visitor(), await pages.signedIn('librarian'), await pages.signedIn('migration')]) {
      const { text, html, status } = await visitor.get(`/systems/${SYSTEM}`);

      expect(status).toBe(200);
      expect(text).toMatch(/Since today \d\d:\d\d it does not say whether a copy is in/);
      expect(text).toMatch(/What this means for readers .* A copy may well be on its shelf: ask the library\./);
      expect(text).toMatch(/Who acts Whoever runs the library’s system/);
      expect(text).not.toMatch(/Hosts|breaker|LMS_/);
      expect(html).not.toContain('127.0.0.1');
    }
  });

  it('is reached from the start page, which says that it is down', async () => {
    const { text, html } = await pages.visitor().get('/');

    expect(text).toMatch(/Since today .* it does not say whether a copy is in.* cannot be checked now/);
    expect(html).toContain(`href="/systems/${SYSTEM}"`);
  });

  it('shows operators which host is not asked, since when and why, and what needs them', async () => {
    const { text, html } = await operator.get(`/systems/${SYSTEM}`);
    const overview = await operator.get('/operate');

    expect(text).toMatch(/Hosts .* koha-b (No: it failed several times in a row|One question at a time: it failed) /);
    expect(text).toMatch(/It refused the connection \(ECONNREFUSED\), today/);
    expect(html).not.toContain('127.0.0.1');
    expect(overview.text).toMatch(/Systems in trouble .* Since today .* it does not say whether a copy is in/);
    expect(overview.text).toMatch(
      /Hosts that are not asked .* Last failure: it refused the connection \(ECONNREFUSED\), today/,
    );
    expect(overview.html).toContain(`href="/systems/${SYSTEM}#hosts"`);
  });

  it('tells its hosts to no other role, by the graph either', async () => {
    const query = `{ system(id: "${SYSTEM}") { name hosts { name breaker } answering { reason { code } } } }`;
    for (const person of [null, 'reader', 'librarian', 'migration'] as const) {
      const token = person === null ? {} : { token: await graph.tokenOf(person) };
      const { data, errors } = await graph.ask<{ system: Record<string, unknown> }>(query, token);

      expect([person, data.system['hosts'], data.system['answering']]).toEqual([
        person,
        null,
        { reason: { code: expect.stringMatching(/UNREACHABLE|CIRCUIT_OPEN/) as string } },
      ]);
      expect(errors).toMatchObject([{ path: ['system', 'hosts'], extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('has no page if the region has no such system', async () => {
    expect((await pages.visitor().get('/systems/nowhere')).status).toBe(404);
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await pages.signedInPage(browser, 'operator', 320);
  });
  afterAll(() => browser.close());

  // `proof/` looks at the others before a release.
  it.each(['/operate', '/operate/keys', `/systems/${SYSTEM}`])('%s is readable for everybody', async (path) => {
    await page.goto(`${pages.url}${path}`);

    expect(await findByAxe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  it('has its tabs in one line and its table as wide as its text', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${pages.url}/operate`);
    const right = async (what: string): Promise<number> => {
      const box = await page.locator(what).first().boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0);
    };
    const tops = '[...document.querySelectorAll(".app-tabs li")].map((tab) => tab.getBoundingClientRect().top)';

    expect(await page.evaluate(`new Set(${tops}).size`)).toBe(1);
    expect(await right('.app-table-scroll > table')).toBe(await right('main > h1'));
  });
});
