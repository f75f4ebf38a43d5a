/** Systems that fail while accounts are asked for, with people's names in whatever they answer. */
import type { Faults } from '#simulators/faults.ts';
import { LINK, LOOK, ME, SYSTEMS, type KnownReader } from './accounts.ts';
import type { Asker } from './asking.ts';
import { accountOf } from './evidence.ts';
import type { Marks } from './marks.ts';
import type { PlantedRegion } from './planted-region.ts';
import { WRITES } from './writes.ts';

/** What a system may say in any error. */
function wordsOfSystems(marks: Marks): string {
  return ['koha-n surname', 'koha-n card', 'mail', 'koha-n PIN'].map((what) => marks.textOf('A', what)).join(' ');
}

function faultsWith(words: string): readonly (readonly [string, Partial<Faults>])[] {
  return [
    ['an error that names somebody', { status: 500, words }],
    ['an outage that names somebody', { status: 503, words }],
    ['a page that names somebody', { garbage: 'html', words }],
    ['other JSON that names somebody', { garbage: 'shape', words }],
    ['other rows that name somebody', { garbage: 'rows', words }],
    ['half an answer', { garbage: 'truncated' }],
    ['half of the fields', { garbage: 'thin' }],
    ['no answer', { reset: true }],
    ['refused credentials', { wrongCredentials: true }],
  ];
}

/** How much is broken: everything in turn, or one fault of each kind (words in an error, in an answer, none at all). */
export type Breakage = 'every fault' | 'one of a kind';
const ONE_OF_A_KIND = ['an error that names somebody', 'other rows that name somebody', 'no answer'];

export async function askBrokenSystems(
  { simulators, marks }: PlantedRegion,
  asker: Asker,
  reader: KnownReader,
  breakage: Breakage,
): Promise<void> {
  const all = faultsWith(wordsOfSystems(marks));
  for (const [fault, faults] of breakage === 'every fault'
    ? all
    : all.filter(([name]) => ONE_OF_A_KIND.includes(name))) {
    await Promise.all([...simulators.values()].map((simulator) => simulator.faults.set(faults)));
    await asker.as('A', { what: `me, ${fault}`, query: ME, may: accountOf('A', SYSTEMS) });
    await asker.as('B', { what: `me, ${fault}`, query: ME, may: accountOf('B', SYSTEMS) });
    await write(asker, reader, fault, marks);
  }
  await Promise.all([...simulators.values()].map((simulator) => simulator.faults.clear()));
}

async function write(asker: Asker, { accounts }: KnownReader, fault: string, marks: Marks): Promise<void> {
  for (const { id: account, system, loans, holds } of accounts) {
    const may = accountOf('A', [system]);
    const asking = [
      { query: WRITES.renewLoan, variables: { input: { loan: loans[0] } } },
      { query: WRITES.renewAllLoans, variables: { input: { account } } },
      { query: WRITES.cancelHold, variables: { input: { hold: holds[1] } } },
    ];
    await Promise.all(asking.map((one) => asker.as('A', { what: `a write, ${fault}`, may, ...one })));
  }
  const [card, pin] = ['card', 'PIN'].map((what) => marks.textOf('B', `koha-n ${what}`));
  const look = { library: 'north', card: marks.textOf('A', 'koha-n card') };
  await asker.as('staff', {
    what: `a look, ${fault}`,
    query: LOOK,
    variables: look,
    may: accountOf('A', ['koha-n']),
  });
  await asker.as('B', { what: `a link, ${fault}`, query: LINK, variables: { input: { library: 'north', card, pin } } });
}

/** Each system breaks in a way of its own, for as long as it takes. */
export async function whileBroken<T>({ simulators, marks }: PlantedRegion, work: () => Promise<T>): Promise<T> {
  const words = wordsOfSystems(marks);
  await simulators.get('koha-n')?.faults.set({ garbage: 'truncated' });
  await simulators.get('koha-s')?.faults.set({ status: 500, words });
  await simulators.get('symphony-e')?.faults.set({ garbage: 'html', words });
  try {
    return await work();
  } finally {
    await Promise.all([...simulators.values()].map((simulator) => simulator.faults.clear()));
  }
}
