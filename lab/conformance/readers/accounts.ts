/** Checks of cards and accounts. */
import type { Capability } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { parseId, type ItemId } from '#domain/ids.ts';
import { agree, given, holds, none, sameEntries } from '../agree.ts';
import { NotTried, type Check } from '../check.ts';
import { everythingIn } from '../checks/keeps-silent.ts';
import { errorOf } from '../outcome.ts';
import { accountIdOf, accountOf, adapterUnder, FAULT_CODES, patronsOf, type PatronBench } from './bench.ts';

const ACCOUNT: readonly Capability[] = ['PATRON_ACCOUNT'];
const PIN: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON'];

const account = (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
  name,
  needs: ACCOUNT,
  touches: 'reader',
  run,
});
const pin = (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
  name,
  needs: PIN,
  touches: 'pins',
  run,
});

async function verify({ adapter, signal }: PatronBench, card: string, secret: string) {
  return given(patronsOf(adapter).verify?.(card, secret, signal), 'VERIFY_PATRON is declared, and is not there');
}

export const pins: readonly Check<PatronBench>[] = [
  pin('knows a reader by both, and names the account as it does by the card alone', async (bench) => {
    const { reader } = bench.system.scene;

    const identity = await verify(bench, reader.card, reader.pin);

    const expected = { account: await accountIdOf(bench, reader), homeSite: reader.homeSite };
    agree(identity, expected, 'a reader is known by card and PIN, and is the one of the card');
  }),
  ...['wrong', ''].map((wrong) =>
    pin(`does not know a card with the PIN "${wrong}"`, async (bench) => {
      agree(await verify(bench, bench.system.scene.reader.card, wrong), null, 'a wrong PIN is taken for the right one');
    }),
  ),
  pin("does not know a card with somebody else's PIN", async (bench) => {
    const { reader, stranger } = bench.system.scene;
    agree(await verify(bench, reader.card, stranger.pin), null, "somebody else's PIN is taken for the right one");
  }),
  pin('does not know a card that nobody has', async (bench) => {
    const { unknownCard, reader } = bench.system.scene;
    agree(await verify(bench, unknownCard, reader.pin), null, 'a card that nobody has is known');
  }),
  pin('says of a reader whose registration has ended what the system says', async (bench) => {
    const { blocked, verifiesExpired } = bench.system.scene;
    const expired = blocked.find(({ code }) => code === 'EXPIRED')?.reader;
    if (expired === undefined) throw new NotTried('the scene has nobody who expired');

    const known = (await verify(bench, expired.card, expired.pin)) !== null;
    agree(known, verifiesExpired, 'of a reader whose registration has ended it says what the system does not');
  }),
  ...FAULT_CODES.map(([fault, code]) => ({
    ...pin(`tries a PIN once when the system meets it with ${fault}: ${code}`, async (bench) => {
      const { reader } = bench.system.scene;
      const source = patronsOf(adapterUnder(fault, bench));
      await bench.setFault(fault, 'pins');

      const error = await errorOf(source.verify?.(reader.card, reader.pin, bench.signal));

      agree(error.code, code, `${fault} is told as ${error.code}`);
      agree(bench.system.pinTries(), 1, 'a PIN is tried once');
    }),
    fault,
  })),
];

export const cards: readonly Check<PatronBench>[] = [
  account('takes a card as a whole, never as a part or a pattern', async ({ adapter, signal, system }) => {
    const { reader, takenForCard = [] } = system.scene;
    const { card } = reader;

    const near = [
      ['a card without its end', card.slice(0, -1)],
      ['a card without its beginning', card.slice(1)],
      ['a card with a digit behind it', `${card}0`],
      ['a pattern of any letters', '%'],
      ['a card with a pattern for its end', `${card.slice(0, -1)}_`],
      ['no card', ''],
      ['a blank', ' '],
      ...takenForCard.map((like) => ['what the system itself takes for a card', like] as const),
    ] as const;
    for (const [what, asked] of near) {
      const words = `somebody is found by ${what}, which is nobody’s card: compare the whole card, letter for letter`;
      agree(await patronsOf(adapter).find(asked, signal), null, words);
    }
  }),
  account('knows nobody by a card that nobody has', async ({ adapter, signal, system }) => {
    agree(await patronsOf(adapter).find(system.scene.unknownCard, signal), null, 'a card that nobody has is known');
  }),
  account('keeps two readers apart', async (bench) => {
    const { reader, stranger } = bench.system.scene;
    const [one, other] = [await accountIdOf(bench, reader), await accountIdOf(bench, stranger)];
    holds(one !== other, 'two readers have one account');
  }),
];

const localOf = (item: ItemId | null) => (item === null ? null : (parseId(item, 'item')?.local ?? null));

function byItem(a: { readonly itemLocalId: string | null }, b: { readonly itemLocalId: string | null }): number {
  return (a.itemLocalId ?? '') < (b.itemLocalId ?? '') ? -1 : 1;
}

const tells: readonly Check<PatronBench>[] = [
  account('tells every loan, with the day or the hour that it is due in the zone of the system', async (bench) => {
    const { reader } = bench.system.scene;
    const facts = await accountOf(bench, reader);

    const dueOf = (due: { readonly on: string; readonly at: string | null } | null) =>
      due === null ? null : { on: due.on, at: due.at === null ? null : Date.parse(due.at) };
    const told = facts.loans?.map(({ item, recordLocalId, title, due, overdue }) => ({
      itemLocalId: localOf(item),
      recordLocalId,
      title,
      due: dueOf(due),
      overdue,
    }));
    const real = reader.loans.map(({ itemLocalId, recordLocalId, title, due, overdue }) => ({
      itemLocalId,
      recordLocalId,
      title,
      due: dueOf(due),
      overdue,
    }));
    agree(
      told?.toSorted(byItem),
      real.toSorted(byItem),
      'a loan is left out, or told with another copy, title, day or lateness than it has: give each as the system says',
    );
    const kinds = new Set(real.map(({ due }) => due?.at === null));
    if (bench.system.scene.duesByDayOnly !== true)
      agree(kinds.size, 2, 'the scene has loans by the day and by the hour');
  }),

  account('tells beforehand whether a loan can be renewed, and why not', async (bench) => {
    const { reader } = bench.system.scene;
    const facts = await accountOf(bench, reader);

    for (const { itemLocalId, renewable } of reader.loans) {
      const told = facts.loans?.find(({ item }) => localOf(item) === itemLocalId)?.renewable ?? null;
      const said = told?.possible === false ? (told.refusal?.code ?? 'no reason') : (told?.possible ?? null);
      agree(
        said,
        renewable,
        `of a loan is told that it can be renewed: ${String(said)}, and it is otherwise: map what the system says`,
      );
    }
  }),

  account('tells the rest just as well where nobody wants to know what can be renewed', async (bench) => {
    const { reader } = bench.system.scene;
    const id = await accountIdOf(bench, reader);

    const brief = await patronsOf(bench.adapter).account(id, bench.signal, { renewable: false });

    const rest = ({ asOf: _, loans, ...facts }: AccountFacts) => ({
      ...facts,
      loans: loans?.map((loan) => ({ ...loan, renewable: null })),
    });
    agree(brief === null ? null : rest(brief), rest(await accountOf(bench, reader)), 'the rest is told just as well');
  }),

  account('tells every hold and where it stands', async (bench) => {
    const { reader } = bench.system.scene;
    const facts = await accountOf(bench, reader);

    const wordsOf = (hold: { readonly recordLocalId: string | null; readonly status: string }) =>
      `${hold.recordLocalId ?? 'no record'} ${hold.status}`;
    sameEntries((facts.holds ?? []).map(wordsOf), reader.holds.map(wordsOf), 'every hold is told as it stands');
    for (const { status, queuePosition } of facts.holds ?? []) {
      if (status === 'READY') agree(queuePosition, null, 'a hold that is ready waits in no queue');
    }
  }),

  account('tells what is owed', async (bench) => {
    const { reader } = bench.system.scene;
    const facts = await accountOf(bench, reader);

    sameEntries(
      (facts.charges ?? []).map(({ amount }) => amount.amount),
      reader.charges,
      'what is owed is told',
    );
    for (const { amount } of facts.charges ?? []) holds(/^[A-Z]{3}$/.test(amount.currency), 'money has a currency');
  }),

  account('finds nothing in the way of a reader in good standing, and dates what it says', async (bench) => {
    const { reader } = bench.system.scene;
    const facts = await accountOf(bench, reader);

    agree(facts.blocks, [], 'a reader in good standing is blocked');
    agree(facts.limitation, null, 'something of a whole account is hidden');
    agree(facts.homeSite, reader.homeSite, 'a reader belongs to the site that registered them');
    agree(new Date(facts.asOf).toISOString(), facts.asOf, 'an account is dated by RFC 3339 in UTC');
  }),

  account('says what blocks a reader', async (bench) => {
    for (const { reader, code } of bench.system.scene.blocked) {
      const blocks = (await accountOf(bench, reader)).blocks?.map((block) => block.code) ?? [];
      holds(blocks.includes(code), `a reader who is ${code} is not told to be`, blocks);
    }
  }),

  account("never tells anything of somebody else's", async (bench) => {
    const { reader, stranger } = bench.system.scene;
    const own = await accountOf(bench, reader);
    const other = await accountOf(bench, stranger);

    for (const kind of ['loans', 'holds', 'charges'] as const) {
      const ids = new Set(own[kind]?.map(({ localId }) => localId));
      none(other[kind]?.filter(({ localId }) => ids.has(localId)) ?? [], `${kind} of one reader are told to another`);
      agree(other[kind]?.length, stranger[kind].length, `as many ${kind} as somebody has`);
    }
    holds((other.loans ?? []).length > 0 && (other.holds ?? []).length > 0, 'the stranger has a loan and a hold');
  }),

  account('carries no name, no card and no staff note', async (bench) => {
    const text = JSON.stringify(await accountOf(bench, bench.system.scene.reader));

    for (const personal of bench.system.scene.personal)
      holds(!text.includes(personal), 'an account carries a name or a card');
  }),

  account('has none for a number that nobody has', async ({ adapter, signal, system }) => {
    const facts = await patronsOf(adapter).account(system.scene.missingAccount, signal);
    agree(facts, null, 'a number that nobody has has an account');
  }),
];

export const accounts: readonly Check<PatronBench>[] = [
  ...tells,
  ...FAULT_CODES.map(([fault, code]) => ({
    ...account(`turns ${fault} into ${code}, naming the system`, async (bench) => {
      const id = await accountIdOf(bench, bench.system.scene.reader);
      const adapter = adapterUnder(fault, bench);
      await bench.setFault(fault, 'everything');

      const error = await errorOf(patronsOf(adapter).account(id, bench.signal));

      agree(error.code, code, `${fault} is told as ${error.code}`);
      holds(error.message.includes(`[${adapter.system.id}]`), 'an error names its system');
    }),
    fault,
  })),
];

export const keepsSilent: Check<PatronBench> = pin(
  'lets no PIN, card or name into a log or an error, whatever happens',
  async (bench) => {
    const { reader, stranger, personal } = bench.system.scene;
    const { adapter, signal } = bench;
    const id = await accountIdOf(bench, reader);
    const said: string[] = [];
    for (const fault of ['web page', 'cut answer', 'internal error', 'out of service', 'cut connection'] as const) {
      await bench.setFault(fault, 'everything');
      const errors = await Promise.all([
        errorOf(patronsOf(adapter).verify?.(reader.card, reader.pin, signal)),
        errorOf(patronsOf(adapter).find(stranger.card, signal)),
        errorOf(patronsOf(adapter).account(id, signal)),
      ]);
      said.push(...errors.map(everythingIn));
    }

    for (const text of [...said, ...bench.logged]) {
      for (const words of personal) holds(!text.includes(words), 'a log or an error holds a PIN, a card or a name');
    }
  },
);
