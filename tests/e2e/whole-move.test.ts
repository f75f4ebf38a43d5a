/** The second Koha's three libraries move into the first while questions go on, and back again. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { loadBranches } from '#demo/move-koha.ts';
import { checkOut } from '#simulators/koha/world.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const LIBRARIES = ['tamehollow', 'blythecross', 'ankerdale'];
/** The first Koha has branches MAIN and LIB of others already. */
const BRANCHES = new Map([
  ['MAIN', 'TAM'],
  ['DEN', 'TDN'],
  ['LIB', 'BLX'],
  ['AMB', 'ANK'],
]);
const SITES: Readonly<Record<string, readonly [library: string, site: string]>> = {
  TAM: ['tamehollow', 'tamehollow-main'],
  TDN: ['tamehollow', 'tamehollow-dental'],
  BLX: ['blythecross', 'blythecross-library'],
  ANK: ['ankerdale', 'ankerdale-school'],
};

/** Of a reader who is registered in one of the two Kohas only: another's registration would go on in that of the other, with its card. */
const CARD = '22002000233';

const PAGE = `query ($libraries: [ID!], $after: String) {
  search(query: "", filter: { libraries: $libraries }, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { id holdings(libraries: $libraries) { id library { system { id } } availability { state asOf reason { code }
      items { nodes { id barcode state asOf status due { on } reason { code } } } } } } } } }`;
const BY_BARCODE = `query ($barcode: String!) { items(barcode: $barcode) {
  item { id state asOf status reason { code } permanentLocation { site { id } } } holding { id } } }`;
const ME = `{ me { accounts { id library { id } refusal { code } facts { state asOf reason { code } loans { id item { id } due { on } } } } } }`;
const LINK = `mutation ($card: String!, $pin: String!) {
  linkAccount(input: { library: "tamehollow", card: $card, pin: $pin }) { refusal { code } } }`;
const ASK = `mutation ($input: AskForPhaseInput!) { askForPhase(input: $input) { request { id
  counts { items itemsKnown holdings holdingsKnown } } } }`;
const CONFIRM = `mutation ($id: ID!) { confirmPhase(input: { id: $id }) { request { state } } }`;
const PHASES = `query ($library: ID) { phases(library: $library) {
  systems { system phase written contradiction } asked { id } history { phase state } withoutNewId { id barcode } } }`;
const AUDIT = `{ actions(first: 100) { nodes { kind subject actor } } }`;

interface Told {
  readonly state: string;
  readonly asOf: string | null;
  readonly reason: { readonly code: string } | null;
}
interface Copy extends Told {
  readonly id: string;
  readonly barcode: string | null;
  readonly status: string | null;
  readonly due: { readonly on: string | null } | null;
}
interface Held {
  readonly id: string;
  readonly library: { readonly system: { readonly id: string } };
  readonly availability: Told & { readonly items: { readonly nodes: readonly Copy[] } | null };
}
interface Page {
  readonly search: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly node: { readonly id: string; readonly holdings: readonly Held[] } }[];
  };
}
interface Mine {
  readonly me: {
    readonly accounts: readonly {
      readonly id: string;
      readonly refusal: { readonly code: string } | null;
      readonly facts: (Told & { readonly loans: readonly unknown[] | null }) | null;
    }[];
  };
}

let graph: DemoGraph;

beforeAll(async () => {
  graph = await startDemoGraph();
  const file = parse(graph.regionText) as {
    readonly libraries: { readonly id: string; memberships?: unknown }[];
    readonly systems: { readonly id: string; readonly owners: unknown[] }[];
  };
  for (const library of file.libraries.filter(({ id }) => LIBRARIES.includes(id))) {
    library.memberships = [
      { system: 'koha-b', phase: 'LIVE' },
      { system: 'koha-a', phase: 'TEST_LOADED' },
    ];
  }
  const owners = Object.entries(SITES).map(([code, [library, site]]) => ({ code, library, site }));
  file.systems.find(({ id }) => id === 'koha-a')?.owners.push(...owners);
  graph.hub.replace(readDemoRegion({ regionText: stringify(file), secrets: graph.demo.env }));
  await graph.hub.phases.look();
  const linked = await graph.ask<unknown>(LINK, {
    token: await graph.tokenOf('reader'),
    variables: { card: CARD, pin: '6107-tam' },
  });
  expect(linked.data).toMatchObject({ linkAccount: { refusal: null } });
});
let stopAsking: (() => Promise<unknown>) | undefined;
afterAll(async () => {
  await stopAsking?.();
  await graph.close();
});

/** Everything that the graph shows of the libraries: holdings and copies by their ids, and the edition that each is of. */
async function everything() {
  const holdings = new Map<string, Held>();
  const editions = new Map<string, string>();
  for (let after: string | null = null, more = true; more;) {
    const { data, errors }: { data: Page; errors?: unknown } = await graph.ask<Page>(PAGE, {
      variables: { libraries: LIBRARIES, after },
    });
    expect(errors).toBeUndefined();
    for (const { node } of data.search.edges) {
      for (const held of node.holdings) holdings.set(held.id, held);
      for (const { id } of node.holdings) editions.set(id, node.id);
    }
    after = data.search.pageInfo.endCursor;
    more = data.search.pageInfo.hasNextPage;
  }
  const copies = new Map(
    [...holdings.values()].flatMap(({ availability }) =>
      (availability.items?.nodes ?? []).map((copy) => [copy.id, copy]),
    ),
  );
  const libraryOf = new Map(
    [...holdings.values()].flatMap(({ id, availability }) =>
      (availability.items?.nodes ?? []).map((copy) => [copy.id, id.slice(id.lastIndexOf('@') + 1)]),
    ),
  );
  return { holdings, editions, copies, libraryOf };
}

/** What is out, and until when. */
function loansIn(copies: ReadonlyMap<string, Copy>): readonly string[] {
  const out = [...copies.values()].filter(({ status }) => status === 'ON_LOAN');
  return out.map(({ id, due }) => `${id} ${String(due?.on)}`).toSorted();
}

/** How a copy and an account may stand. Once its library has moved, the account is refused until its reader links the card again. */
const COPY: ReadonlySet<string> = new Set(['LIVE', 'LAST_KNOWN FROZEN']);
const ACCOUNT: ReadonlySet<string> = new Set(['LIVE', 'LIVE FROZEN', 'REFUSED LIBRARY_MOVED']);

function sayHow({ state, reason }: Told): string {
  return `${state} ${reason?.code ?? ''}`.trim();
}

function toldOfAccounts({ me }: Mine): readonly Told[] {
  return me.accounts.map(({ facts, refusal }) => facts ?? { state: 'REFUSED', asOf: null, reason: refusal });
}

function statesIn(told: Iterable<Told>): ReadonlySet<string> {
  return new Set(Array.from(told, sayHow));
}

async function as<Data>(person: 'migration' | 'operator', query: string, variables: Record<string, unknown> = {}) {
  return graph.ask<Data>(query, { variables, token: await graph.tokenOf(person) });
}

interface Asked {
  readonly askForPhase: {
    readonly request: { readonly id: string; readonly counts: Readonly<Record<string, number>> | null };
  } | null;
}

/** Asked for by one person, and confirmed by another. */
async function step(library: string, phase: string, more: Record<string, unknown> = {}): Promise<void> {
  const { data, errors } = await as<Asked>('migration', ASK, { input: { library, phase, ...more } });
  expect(errors).toBeUndefined();
  const confirmed = await as<unknown>('operator', CONFIRM, { id: data.askForPhase?.request.id });
  expect(confirmed).toMatchObject({ data: { confirmPhase: { request: { state: 'CONFIRMED' } } } });
}

async function stepAll(phase: string): Promise<void> {
  for (const library of LIBRARIES) await step(library, phase);
}

async function messageOf(person: 'migration' | 'operator', query: string, variables: Record<string, unknown>) {
  const { errors = [] } = await as<unknown>(person, query, variables);
  return errors[0]?.message ?? '';
}

/** What the command makes of such a list. */
async function readOffline(person: 'migration' | 'operator', lines: readonly string[]) {
  const folder = makeTemporaryFolder();
  try {
    const file = join(folder.path, 'offline.csv');
    writeFileSync(file, lines.join('\n'));
    const args = ['move', 'switch', 'offline', 'tamehollow', file, '--json', '--url', graph.url];
    const { ended, stdout, stderr } = runMercia(args, { MERCIA_TOKEN: await graph.tokenOf(person) });
    const code = await ended;
    const rows = stdout()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    return { rows, said: stderr(), code };
  } finally {
    folder.remove();
  }
}

/**
 * Two who ask one question after the other, twenty a second between them at most, until they are ended: of copies by their barcodes, and of
 * a reader's loans. They wait for their answers, so that a slow machine is asked less, and not until its systems seem silent. Gives what was
 * not as it must be.
 */
async function askOn(barcodes: readonly string[]) {
  const token = await graph.tokenOf('reader');
  const wrong: { readonly about: string; readonly told: unknown }[] = [];
  let asked = 0;
  let isEnded = false;
  async function ask(number: number): Promise<void> {
    const barcode = barcodes[(number * 37) % barcodes.length];
    const isMine = number % 4 === 0;
    const { data, errors } = isMine
      ? await graph.ask<Mine>(ME, { token })
      : await graph.ask<{ readonly items: readonly { readonly item: Told | null }[] }>(BY_BARCODE, {
          variables: { barcode },
        });
    const about = isMine ? 'account' : String(barcode);
    const told = 'me' in data ? toldOfAccounts(data) : data.items.map(({ item }) => item);
    const isSaid = told.every((fact) => fact !== null && (isMine ? ACCOUNT : COPY).has(sayHow(fact)));
    if (errors !== undefined || told.length !== 1 || !isSaid) wrong.push({ about, told: errors ?? told });
  }
  async function goOn(): Promise<void> {
    while (!isEnded) {
      asked += 1;
      await Promise.all([ask(asked), setTimeout(100)]);
    }
  }
  const askers = [goOn(), goOn()];
  return async () => {
    isEnded = true;
    await Promise.all(askers);
    return { asked, wrong };
  };
}

it(
  'moves three libraries and moves them back, and nobody who asks meanwhile is told what is not so',
  { timeout: 180_000 },
  async () => {
    const before = await everything();
    expect(before.holdings.size).toBeGreaterThan(700);
    const [old, target] = [graph.simulator('koha-b').world, graph.simulator('koha-a').world];
    const loaded = loadBranches({
      from: { id: 'koha-b', world: old },
      to: { id: 'koha-a', world: target },
      branches: BRANCHES,
    });
    await graph.harvest(['koha-a']);
    const shownCopies = [...before.copies.values()].filter(({ id }) => loaded.items.has(Number(id.split(':')[2])));
    const end = await askOn(
      shownCopies.flatMap(({ barcode }) => (barcode === null || barcode === '30001000421' ? [] : [barcode])),
    );

    stopAsking = end;

    // Tried out: nothing of it is shown.
    const tried = await everything();
    expect(new Set(tried.copies.keys())).toEqual(new Set(before.copies.keys()));
    expect(statesIn(tried.copies.values())).toEqual(new Set(['LIVE']));

    // One asks, another confirms; the second who asks is told of the first.
    const asked = await as<Asked>('migration', ASK, { input: { library: 'ankerdale', phase: 'CATALOGUE_FROZEN' } });
    const first = { id: asked.data.askForPhase?.request.id };
    expect(await messageOf('migration', CONFIRM, first)).toMatch(/you asked for it yourself/);
    const second = { input: { library: 'ankerdale', phase: 'CATALOGUE_FROZEN' } };
    expect(await messageOf('operator', ASK, second)).toMatch(
      /CATALOGUE_FROZEN was asked for already, at .*Confirm or withdraw/,
    );
    await as('operator', CONFIRM, first);
    expect(await messageOf('operator', CONFIRM, first)).toMatch(/was confirmed already/);
    for (const library of ['tamehollow', 'blythecross']) await step(library, 'CATALOGUE_FROZEN');
    await stepAll('FROZEN');
    const mine = await graph.ask<Mine>(ME, { token: await graph.tokenOf('reader') });
    expect(statesIn(toldOfAccounts(mine.data))).toEqual(new Set(['LIVE FROZEN']));
    const frozen = await graph.ask(BY_BARCODE, { variables: { barcode: shownCopies[0]?.barcode } });
    expect(frozen.data).toMatchObject({
      items: [{ item: { id: shownCopies[0]?.id, state: 'LAST_KNOWN', reason: { code: 'FROZEN' } } }],
    });

    // The switch is refused until the new system was read, and for copies that would lose their ids.
    const move = { library: 'tamehollow', phase: 'MOVED' };
    expect(await messageOf('migration', ASK, { input: move })).toMatch(/not harvested to its end since .* was frozen/);
    await graph.harvest(['koha-a']);
    expect(await messageOf('migration', ASK, { input: move })).toMatch(/not harvested to its end since the catalogue/);
    await graph.harvest(['koha-b']);
    for (const library of LIBRARIES) {
      const refusal = await messageOf('migration', ASK, { input: { ...move, library } });
      const joinRecords = Number(/--join-records (\d+)/.exec(refusal)?.[1] ?? 0);
      if (joinRecords > 0) await messageOf('migration', ASK, { input: { ...move, library, joinRecords } });
    }
    await graph.harvest(['koha-a']);
    for (const library of LIBRARIES) {
      // Which loans are there is compared below, copy by copy.
      const accepted = { acceptLoansMissing: true };
      const refusal = await messageOf('migration', ASK, { input: { ...move, ...accepted, library } });
      const missing = Number(/ (\d+) would lose their ids/.exec(refusal)?.[1]);
      expect(missing).toBeLessThan(10);
      await step(library, 'MOVED', { ...accepted, acceptMissing: missing });
    }

    // The new system answers, under the same ids.
    const moved = await everything();
    expect(statesIn(moved.copies.values())).toEqual(new Set(['LIVE']));
    expect(new Set([...moved.holdings.values()].map(({ library }) => library.system.id))).toEqual(new Set(['koha-a']));
    const { data: phases } = await as<{
      readonly phases: readonly {
        readonly withoutNewId: readonly { readonly id: string; readonly barcode: string | null }[];
      }[];
    }>('migration', PHASES);
    const without = phases.phases.flatMap(({ withoutNewId }) => withoutNewId);
    const lost = new Set(without.flatMap(({ id, barcode }) => (barcode === null ? [id] : [id, barcode])));
    expect([...before.holdings.keys()].filter((id) => !moved.holdings.has(id) && !lost.has(id))).toEqual([]);
    expect([...before.copies.keys()].filter((id) => !moved.copies.has(id) && !lost.has(id))).toEqual([]);
    for (const [id, edition] of moved.editions) {
      const was = before.editions.get(id);
      if (was === undefined || was === edition) continue;
      const { data } = await graph.ask<unknown>('query ($id: ID!) { edition(id: $id) { id } }', {
        variables: { id: was },
      });
      expect(data).toEqual({ edition: { id: edition } });
    }
    const kept = new Map([...before.copies].filter(([id]) => moved.copies.has(id)));
    expect(loansIn(kept).filter((loan) => !loansIn(moved.copies).includes(loan))).toEqual([]);
    expect(loansIn(kept).length).toBeGreaterThan(50);

    // A reader links the card again, and account and loans are called as before.
    const token = await graph.tokenOf('reader');
    const readMine = async () => (await graph.ask<Mine>(ME, { token })).data;
    expect(statesIn(toldOfAccounts(await readMine()))).toEqual(new Set(['REFUSED LIBRARY_MOVED']));
    const again = await graph.ask<unknown>(LINK, { token, variables: { card: CARD, pin: '6107-tam' } });
    expect(again.data).toMatchObject({ linkAccount: { refusal: null } });
    const linked = await readMine();
    const [account] = linked.me.accounts;
    expect(statesIn(toldOfAccounts(linked))).toEqual(new Set(['LIVE']));
    expect(account?.facts?.loans?.length).toBeGreaterThan(0);
    expect([account?.id, account?.facts?.loans]).toEqual([
      mine.data.me.accounts[0]?.id,
      mine.data.me.accounts[0]?.facts?.loans,
    ]);

    // What is lent now is lent in the new system, and shown under the old id.
    const lent = [...moved.copies.values()].find(({ id, status }) => status === 'AVAILABLE' && before.copies.has(id));
    const number = loaded.items.get(Number(lent?.id.split(':')[2])) ?? 0;
    const [patron = 0] = [...loaded.patrons.values()];
    checkOut(target, { item_id: number, patron_id: patron });
    const now = await graph.ask(BY_BARCODE, { variables: { barcode: lent?.barcode } });
    expect(now.data).toMatchObject({
      items: [{ item: { id: lent?.id, state: 'LIVE', status: 'ON_LOAN', permanentLocation: { site: {} } } }],
    });

    // What was written down offline meanwhile: what of it is to be keyed, for the role `migration` alone.
    const free = [...moved.copies.values()].find(
      ({ id, status, barcode }) =>
        status === 'AVAILABLE' && barcode !== null && id !== lent?.id && moved.libraryOf.get(id) === 'tamehollow',
    );
    const offline = await readOffline('migration', [
      'Barcode,Card,Time,Action',
      `${String(free?.barcode)},${CARD},2026-12-01 18:05:33 456,Issue`,
      `${String(free?.barcode)},,2026-12-01 19:10,return`,
      `no-such-copy,${CARD},2026-12-01 18:20,issue`,
      `${String(free?.barcode)},${CARD},yesterday,issue`,
    ]);
    expect(offline.rows).toMatchObject([
      { line: 2, do: 'KEY', say: 'lend it to the card', card: CARD },
      { line: 4, do: 'LOOK', say: expect.stringMatching(/shows no copy/) as unknown },
      { line: 3, do: 'KEY', action: 'RETURN', card: null },
    ]);
    expect(offline.said).toMatch(/line 5: time: write it as/);
    expect(offline.said).not.toMatch(new RegExp(`${CARD}|yesterday`));
    const refused = await readOffline('operator', ['Barcode,Card,Time,Action', `B,${CARD},2026-12-01 18:05,issue`]);
    expect(refused).toMatchObject({ rows: [], code: 1 });
    expect(refused.said).not.toContain(CARD);

    // Back again: all is as it was.
    await stepAll('LIVE');
    const back = await everything();
    const { asked: questions, wrong } = await end();
    const [was, is] = [before, back].map(({ copies, holdings }) => ({
      copies: new Map([...copies].map(([id, { status, due, barcode }]) => [id, { status, due, barcode }])),
      holdings: new Set(holdings.keys()),
    }));
    expect(is).toEqual(was);
    expect(statesIn(back.copies.values())).toEqual(new Set(['LIVE']));
    expect(wrong.filter(({ about }) => !lost.has(about))).toEqual([]);
    expect(questions).toBeGreaterThan(100);

    const { data: audit } = await as<{ readonly actions: { readonly nodes: readonly { readonly kind: string }[] } }>(
      'operator',
      AUDIT,
    );
    const steps = audit.actions.nodes.filter(({ kind }) => kind === 'PHASE_CONFIRMED');
    expect(steps.length).toBe(4 * LIBRARIES.length);
  },
);
