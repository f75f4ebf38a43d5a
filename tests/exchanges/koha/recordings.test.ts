/** The adapter against the answers of a real Koha 23.05.04, served as they were recorded. Skipped where they are not at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { koha } from '#adapters/koha/index.ts';
import { wireBiblio, wireHold, wireItem } from '#adapters/koha/wire.ts';
import { createLogger } from '#platform/logger.ts';
import { collectPages } from '#conformance/apply-harvest.ts';
import { SYSTEM, testConfig, TEST_SECRETS } from '#tests/conformance/koha-system.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedKoha } from './scripted-koha.ts';
import type { Asked, Said } from '../scripted-server.ts';

interface Recording {
  readonly response: { readonly status: number; readonly body?: unknown; readonly body_text?: string };
}

const BRANCHES = ['CPL', 'FFL', 'FPL', 'FRL', 'LPL', 'MPL', 'RPL', 'SPL', 'TPL', 'UPL', 'PVL', 'IPT'];
const signal = new AbortController().signal;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function recorded(name: string): Said {
  const { response } = JSON.parse(readFileSync(sharedPath('recordings', 'koha', `${name}.json`), 'utf8')) as Recording;
  return { status: response.status, body: response.body ?? response.body_text ?? '' };
}

async function adapterOver(script: (asked: Asked) => Said | undefined): Promise<LmsAdapter> {
  const server = await createScriptedKoha(script);
  const system = testConfig(server.address, {
    login: 'basic',
    harvest: 'oai-pmh',
    settings: { oai: { itemsIncluded: 'yes' }, ill: { frameworks: [] } },
  });
  const adapter = koha.create({
    system: {
      ...system,
      owners: BRANCHES.map((code) => ({ system: SYSTEM, code, library: 'city' as LibraryId, site: null })),
    },
    secret: (name) => TEST_SECRETS[name],
    guard: freshGuard(system),
    logger: createLogger('silent'),
    now: Date.now,
  });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  return adapter;
}

describe.skipIf(!sharedAvailable)('recorded answers', () => {
  it('of a page of titles give each copy its state: hold shelf, transit for a hold, and a plain transfer that REST hides', async () => {
    const adapter = await adapterOver((asked) => {
      if (asked.path === '/api/v1/items') return recorded('rest-items-q-biblio-ids-page');
      return asked.path === '/api/v1/holds' ? recorded('rest-holds-q-biblio-ids-queue') : undefined;
    });
    const refs = [10, 376, 419, 476, 656].map((id) => ({
      id: createId(SYSTEM, 'holding', `${id}@city`),
      liveKeys: [`r:${id}`, 'l:city'],
    }));

    const answers = (await adapter.items?.findAvailability(refs, signal)) as readonly HoldingFacts[];
    const status = (id: number) =>
      answers.flatMap((answer) => answer.items).find((item) => item.id.endsWith(`:${id}`))?.status;

    expect(status(946)).toBe('IN_TRANSIT');
    expect(status(1055)).toBe('ON_HOLD_SHELF');
    expect(status(1189)).toBe('AVAILABLE');
    expect(answers.map((answer) => answer.holdQueue)).toEqual([0, 0, 0, 0, 1]);
    expect(answers.map((answer) => answer.items.length).reduce((sum, count) => sum + count)).toBe(15);
  });

  it('of OAI-PMH with items give records with their copies, and deletions', async () => {
    const adapter = await adapterOver((asked) => {
      // None of its copies is hidden, and none of its deleted records is still there.
      if (/\/(?:items|biblios)$/.test(asked.path)) return { status: 200, body: [] };
      if (asked.query.get('verb') === 'Identify') return recorded('oai-Identify');
      return recorded('oai-include_items-ListRecords-page1');
    });

    const [page] =
      adapter.harvest === undefined
        ? []
        : await collectPages(adapter.harvest, { run: { kind: 'full' }, resumeAt: null }, 1);
    const records = page?.records ?? [];

    expect(records.filter((record) => record.deleted).map((record) => record.localId)).toEqual([
      '37',
      '74',
      '111',
      '148',
      '1126',
    ]);
    expect(page?.rejects).toEqual([]);
    expect(records).toHaveLength(50);
    const first = records.find((record) => record.localId === '1');
    expect(first?.deleted === false && first.items[0]).toMatchObject({
      localId: '1',
      ownerCode: 'FPL',
      barcode: '39999000000001',
    });
    const sixty = records.find((record) => record.localId === '5');
    expect(sixty?.deleted === false && sixty.holdings[0]?.copies).toBe(60);
  });

  it('of a wrong password are LMS_AUTH_FAILED, of a fault of its own LMS_BAD_RESPONSE', async () => {
    const refused = await adapterOver(() => recorded('rest-auth-wrong-password-403'));
    const faulty = await adapterOver(() => recorded('rest-items-q-unknown-column'));
    const ask = [{ id: createId(SYSTEM, 'holding', '1@city'), liveKeys: ['r:1', 'l:city'] }];

    await expect(refused.items?.findAvailability(ask, signal)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    await expect(faulty.items?.findAvailability(ask, signal)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  it('with items, holds or records are all readable, one by one', () => {
    const schemas = [
      [/^rest-(public-)?(biblio-items|items|rest-item)-/, wireItem],
      [/^rest-holds-/, wireHold],
      [/^rest-biblios-list-json/, wireBiblio],
    ] as const;
    let rows = 0;
    for (const file of readdirSync(sharedPath('recordings', 'koha'))) {
      const schema = schemas.find(([pattern]) => pattern.test(file))?.[1];
      const { status, body } = schema === undefined ? { status: 0, body: null } : recorded(file.replace(/\.json$/, ''));
      if (schema === undefined || status !== 200 || !Array.isArray(body)) continue;
      for (const row of body as readonly unknown[]) {
        expect(schema.safeParse(row).error, file).toBeUndefined();
        rows += 1;
      }
    }
    expect(rows).toBeGreaterThan(500);
  });
});
