/** What is brought about for the drill of pages, one after another, in one region that is left as it was. */
import type { DemoKohaId } from '#demo/libraries.ts';
import { editItem } from '#simulators/koha/world.ts';
import { compareOn } from '#tests/comparison/support/compared-region.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { judgeAccount } from './drill-account.ts';
import { judgeRows, judgeSnapshot, judgeSnapshots, ROWS_OF, type Judge } from './drill-compare.ts';
import { judgeFixes } from './drill-fixes.ts';
import { judgeOverview, judgeRejects, judgeSystem } from './drill-operate.ts';
import type { Scene, Stage } from './drill-pages.ts';
import { judgeOverlap, judgeScarce } from './drill-titles.ts';
import { accountsOf, type TrueAccount } from './truth-account.ts';
import { fixesOf, snapshotOf } from './truth-compare.ts';
import { operationOf } from './truth-operate.ts';
import { copiesWithoutBarcode } from './truth.ts';

/** The snapshot that is there, and the one that is taken after something was mended and something broke. */
const BEFORE = 'spring';
const AFTER = 'autumn';
const LIBRARY = 'severnhythe';
const READER = 'reader';
const BAD_RECORD = 12;
/** Copies that are given a barcode. */
const MENDED = 2;

export function stagesOf(graph: DemoGraph): readonly Stage[] {
  // What the session of the reader keeps of a renewal stays there.
  const unsure: string[] = [];
  return [wellAccount(graph), comparing(graph), unansweredRenewal(graph, unsure), systemDown(graph, unsure)];
}

const nothing = async (): Promise<void> => undefined;

function accountScene(name: Scene['name'], accounts: readonly TrueAccount[], unsure: readonly string[] = []): Scene {
  return {
    name,
    who: READER,
    path: '/account',
    judge: (page, looked) => judgeAccount(page, { ...looked, accounts, unsure }),
  };
}

function wellAccount(graph: DemoGraph): Stage {
  return { begin: async () => [accountScene('account', await accountsOf(graph, READER, 0))], end: nothing };
}

/** Copies get a barcode, a record can no longer be read, and a second snapshot is taken. */
function comparing(graph: DemoGraph): Stage {
  return {
    async begin() {
      await harvest(graph, mendBarcodes(graph), 'auto');
      await breakRecord(graph);
      await compareOn(graph, await graph.tokenOf('migration')).takeSnapshot(AFTER);
      const [after, before] = [await snapshotOf(graph, AFTER), await snapshotOf(graph, BEFORE)];
      if (after.systems.every(({ problem }) => problem === null)) throw new Error('the snapshot lacks nothing');
      const fixes = await fixesOf(graph.database.db, { snapshot: after.name, since: before.name }, LIBRARY);
      const done = fixes.reduce((sum, fix) => sum + fix.done, 0);
      if (done < MENDED) throw new Error(`${done} faults are mended, and ${MENDED} were`);
      const scene = (name: Scene['name'], path: string, judge: Judge): Scene => ({
        name,
        who: 'migration',
        path,
        judge: (page, { answeredAt }) => judge(page, after, answeredAt),
      });
      const of = `/compare/${after.name}`;
      return [
        scene('snapshots', '/compare', (page, _, now) => judgeSnapshots(page, [after, before], now)),
        scene('snapshot', of, judgeSnapshot),
        scene('overlap', `${of}/overlap?library=${LIBRARY}`, judgeOverlap),
        scene('report', `${of}/scarce`, judgeScarce),
        scene('rows', `${of}/${ROWS_OF.path}`, judgeRows),
        scene('fix list', `/my-library/${LIBRARY}`, judgeFixes(fixes, before.name, after.libraries.get(LIBRARY) ?? '')),
      ];
    },
    // Others look at the newest.
    async end() {
      const drop = 'mutation ($name: String!) { dropSnapshot(input: { name: $name }) { __typename } }';
      const { errors } = await graph.ask(drop, { variables: { name: AFTER }, token: await graph.tokenOf('migration') });
      if (errors !== undefined) throw new Error(errors[0]?.message);
    },
  };
}

/** Gives the system that has to be read again. */
function mendBarcodes(graph: DemoGraph): DemoKohaId {
  const { koha, copies } = copiesWithoutBarcode(graph, LIBRARY);
  const { world } = graph.simulator(koha);
  for (const id of copies.slice(0, MENDED))
    editItem(world, id, { external_id: `3000199${String(id).padStart(7, '0')}` });
  return koha;
}

/** One record can no longer be read. REST alone fails for it: OAI-PMH would mend it. */
async function breakRecord(graph: DemoGraph): Promise<void> {
  const { world, faults } = graph.simulator('koha-b');
  world.preferences['OAI-PMH'] = false;
  await faults.set({ badRecords: [BAD_RECORD] });
  await harvest(graph, 'koha-b', 'full');
}

async function mendRecord(graph: DemoGraph): Promise<void> {
  const { world, faults } = graph.simulator('koha-b');
  world.preferences['OAI-PMH'] = true;
  await faults.clear();
  await harvest(graph, 'koha-b', 'full');
}

async function harvest(graph: DemoGraph, system: DemoKohaId, kind: 'auto' | 'full'): Promise<void> {
  const problems = (await graph.harvest([system], kind)).flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Error(problems.join('; '));
}

/** The connection breaks when the system has the question: nobody can tell what became of it. */
function unansweredRenewal(graph: DemoGraph, unsure: string[]): Stage {
  const { faults } = graph.simulator('koha-a');
  return {
    async begin() {
      const accounts = await accountsOf(graph, READER, 0);
      const name = graph.hub.region.libraries.find(({ id }) => id === LIBRARY)?.name;
      const loans = accounts.flatMap(({ library, facts }) => (library === name ? (facts?.loans ?? []) : []));
      const title = loans.find(({ renewable }) => renewable === true)?.title;
      if (title === undefined) throw new Error(`no loan at ${LIBRARY} can be renewed`);
      unsure.push(title);
      await faults.set({ reset: true, only: ['write-renewal'] });
      return [
        { ...accountScene('renewal that is not answered', accounts, unsure), press: renewButton(title) },
        {
          ...accountScene('renewal whose answer is lost', accounts, unsure),
          press: renewButton(title),
          loses: 'renewLoan',
        },
        accountScene('account with an outcome that is not known', accounts, unsure),
      ];
    },
    end: () => faults.clear(),
  };
}

/** The title as the page has it, with blanks before its marks or without. */
function renewButton(title: string): RegExp {
  const words = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/[,.;:]/g, String.raw`\s*$&`);
  return new RegExp(`^Renew ${words}$`);
}

/** The system of a library of the reader's does not answer, so long that its host is not asked any more. */
function systemDown(graph: DemoGraph, unsure: readonly string[]): Stage {
  const koha = graph.simulator('koha-b');
  return {
    async begin() {
      await koha.kill();
      await askUntil(graph, isSpared);
      const operation = await operationOf(graph);
      const { standings } = operation;
      const accounts = await accountsOf(graph, READER, 1);
      const of = (id: string) => {
        const found = standings.find((one) => one.id === id);
        if (found === undefined) throw new Error(`there is no system ${id}`);
        return found;
      };
      const [down, well] = [of('koha-b'), of('koha-a')];
      return [
        accountScene('account with a silent library', accounts, unsure),
        {
          name: 'what needs an operator',
          who: 'operator',
          path: '/operate',
          judge: (page, { answeredAt }) => judgeOverview(page, operation, answeredAt),
        },
        {
          name: 'system that is down',
          who: 'operator',
          path: `/systems/${down.id}`,
          judge: (page, { answeredAt }) => judgeSystem(page, down, answeredAt),
        },
        {
          name: 'system that is well',
          who: 'operator',
          path: `/systems/${well.id}`,
          judge: (page, { answeredAt }) => judgeSystem(page, well, answeredAt),
        },
        { name: 'rejects', who: 'operator', path: '/operate/rejects', judge: (page) => judgeRejects(page, standings) },
      ];
    },
    async end() {
      await koha.restart();
      await askUntil(graph, (breakers, answers) => answers && !isSpared(breakers));
      await mendRecord(graph);
    },
  };
}

const isSpared = (breakers: readonly string[]): boolean => breakers.some((breaker) => breaker !== 'CLOSED');

/** Has copies of `koha-b` asked for until its host is asked no longer, or again: several failures of one moment count as one. */
async function askUntil(
  graph: DemoGraph,
  isSo: (hosts: readonly string[], answers: boolean) => boolean,
): Promise<void> {
  const token = await graph.tokenOf('operator');
  const ask = '{ search(query: "", first: 5) { edges { node { holdings { id availability { state } } } } } }';
  for (let each = 0; each < 60; each += 1) {
    await graph.ask(ask);
    const { data } = await graph.ask<{
      system: { hosts: readonly { breaker: string }[]; answering: { reason: object | null } | null };
    }>('{ system(id: "koha-b") { hosts { breaker } answering { reason { code } } } }', { token });
    const { hosts, answering } = data.system;
    const breakers = hosts.map(({ breaker }) => breaker);
    if (isSo(breakers, answering !== null && answering.reason === null)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('koha-b stays as it was');
}
