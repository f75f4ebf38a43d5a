/**
 * The suite that every adapter with patrons passes against its simulated system, faults included. It knows the contract
 * and nothing of any system; {@link PatronSystem} says what a system's readers must be like.
 */
import type { ReadersWanted, ReaderTokens } from '#adapters/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { parseId } from '#domain/ids.ts';
import type { ItemId } from '#domain/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf } from './conformance-system.ts';
import { describeWrites } from './describe-writes.ts';
import { needs } from './needs.ts';
import { accountIdOf, accountOf, cannotFail, FAULT_CODES, NO_WORDS, patronsOf, useBench } from './patron-bench.ts';
import type { PatronSystem } from './patron-system.ts';

export interface PatronSuiteOptions {
  create(): Promise<PatronSystem>;
}

/** Runs the suite for one adapter. */
export function describePatrons(name: string, { create }: PatronSuiteOptions): void {
  describe(`the ${name} adapter, for patrons`, () => {
    const bench = useBench(create);
    const scene = () => bench().system.scene;
    const patrons = () => patronsOf(bench().adapter);

    it('has the parts that it declares, and declares the parts that it has', () => {
      const { capabilities, patrons: source, writes } = bench().adapter;

      expect(source !== undefined, 'PATRON_ACCOUNT').toBe(capabilities.includes('PATRON_ACCOUNT'));
      expect(source?.verify !== undefined, 'VERIFY_PATRON').toBe(capabilities.includes('VERIFY_PATRON'));
      expect(writes?.renew !== undefined, 'RENEW').toBe(capabilities.includes('RENEW'));
      expect(writes?.placeHold !== undefined, 'PLACE_HOLD').toBe(capabilities.includes('PLACE_HOLD'));
      expect(writes?.cancelHold !== undefined, 'CANCEL_HOLD').toBe(capabilities.includes('CANCEL_HOLD'));
    });

    describe('asked whose card and PIN these are', () => {
      beforeEach(({ skip }) => {
        needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'VERIFY_PATRON');
      });

      const verify = async (card: string, pin: string) => (await patrons().verify?.(card, pin, bench().signal)) ?? null;

      it('knows a reader by both, and names the account as it does by the card alone', async () => {
        const { card, pin, homeSite } = scene().reader;

        const identity = await verify(card, pin);

        expect(identity).toEqual({ account: await accountIdOf(bench(), scene().reader), homeSite });
      });

      it.each(['wrong', ''])('does not know a card with the PIN "%s"', async (pin) => {
        expect(await verify(scene().reader.card, pin)).toBeNull();
      });

      it("does not know a card with somebody else's PIN", async () => {
        expect(await verify(scene().reader.card, scene().stranger.pin)).toBeNull();
      });

      it('does not know a card that nobody has', async () => {
        expect(await verify(scene().unknownCard, scene().reader.pin)).toBeNull();
      });

      it('says of a reader whose registration has ended what the system says', async () => {
        const expired = scene().blocked.find(({ code }) => code === 'EXPIRED')?.reader;
        if (expired === undefined) throw new Error('the scene has nobody who expired');

        expect((await verify(expired.card, expired.pin)) !== null).toBe(scene().verifiesExpired);
      });

      it.for(FAULT_CODES)('tries a PIN once when the system meets it with %s: %s', async ([fault, code], { skip }) => {
        skip(cannotFail(bench(), fault), NO_WORDS);
        const adapter = fault === 'no answer' ? bench().impatient() : bench().adapter;
        await bench().system.setFault(fault, 'pins');

        const error = await errorOf(
          patronsOf(adapter).verify?.(scene().reader.card, scene().reader.pin, bench().signal),
        );

        expect(error.code).toBe(code);
        expect(bench().system.pinTries()).toBe(1);
      });
    });

    describe('asked whose card this is', () => {
      beforeEach(({ skip }) => {
        needs(skip, bench().adapter, 'PATRON_ACCOUNT');
      });

      const find = (card: string) => patrons().find(card, bench().signal);

      it('takes a card as a whole, never as a part or a pattern', async () => {
        const { card } = scene().reader;

        for (const near of [card.slice(0, -1), card.slice(1), `${card}0`, '%', `${card.slice(0, -1)}_`, '', ' '])
          expect(await find(near), near).toBeNull();
      });

      it('knows nobody by a card that nobody has', async () => {
        expect(await find(scene().unknownCard)).toBeNull();
      });

      it('keeps two readers apart', async () => {
        expect(await find(scene().reader.card)).not.toEqual(await find(scene().stranger.card));
      });
    });

    describe('asked for an account', () => {
      beforeEach(({ skip }) => {
        needs(skip, bench().adapter, 'PATRON_ACCOUNT');
      });

      const localOf = (item: ItemId | null) => (item === null ? null : (parseId(item, 'item')?.local ?? null));

      it('tells every loan, with the day or the hour that it is due in the zone of the system', async () => {
        const facts = await accountOf(bench(), scene().reader);

        const told = facts.loans?.map(({ item, recordLocalId, title, due, overdue }) => ({
          itemLocalId: localOf(item),
          recordLocalId,
          title,
          due: due === null ? null : { on: due.on, at: due.at === null ? null : Date.parse(due.at) },
          overdue,
        }));
        const real = scene().reader.loans.map(({ itemLocalId, recordLocalId, title, due, overdue }) => ({
          itemLocalId,
          recordLocalId,
          title,
          due: { on: due.on, at: due.at === null ? null : Date.parse(due.at) },
          overdue,
        }));
        expect(told?.toSorted(byItem)).toEqual(real.toSorted(byItem));
        expect(real.map(({ due }) => due.at === null)).toEqual(expect.arrayContaining([true, false]));
      });

      it('tells beforehand whether a loan can be renewed, and why not', async () => {
        const facts = await accountOf(bench(), scene().reader);

        for (const { itemLocalId, renewable } of scene().reader.loans) {
          const told = facts.loans?.find(({ item }) => localOf(item) === itemLocalId)?.renewable;
          if (renewable === null) expect(told?.possible ?? null).toBeNull();
          else
            expect(told).toMatchObject(
              renewable === true ? { possible: true } : { possible: false, refusal: { code: renewable } },
            );
        }
      });

      it('tells the rest just as well where nobody wants to know what can be renewed', async () => {
        const account = await accountIdOf(bench(), scene().reader);

        const brief = await patrons().account(account, bench().signal, { renewable: false });

        const rest = ({ asOf: _, loans, ...facts }: AccountFacts) => ({
          ...facts,
          loans: loans?.map((loan) => ({ ...loan, renewable: null })),
        });
        expect(brief && rest(brief)).toEqual(rest(await accountOf(bench(), scene().reader)));
      });

      it('tells every hold and where it stands', async () => {
        const facts = await accountOf(bench(), scene().reader);

        const told = facts.holds?.map(({ recordLocalId, status }) => ({ recordLocalId, status })) ?? [];
        expect(told).toHaveLength(scene().reader.holds.length);
        expect(told).toEqual(expect.arrayContaining([...scene().reader.holds]));
        for (const { status, queuePosition } of facts.holds ?? [])
          if (status === 'READY') expect(queuePosition).toBeNull();
      });

      it('tells what is owed', async () => {
        const facts = await accountOf(bench(), scene().reader);

        expect(facts.charges?.map(({ amount }) => amount.amount).toSorted()).toEqual(
          [...scene().reader.charges].toSorted(),
        );
        for (const { amount } of facts.charges ?? []) expect(amount.currency).toMatch(/^[A-Z]{3}$/);
      });

      it('finds nothing in the way of a reader in good standing, and dates what it says', async () => {
        const facts = await accountOf(bench(), scene().reader);

        expect(facts.blocks).toEqual([]);
        expect(facts.limitation).toBeNull();
        expect(facts.homeSite).toBe(scene().reader.homeSite);
        expect(new Date(facts.asOf).toISOString()).toBe(facts.asOf);
      });

      it('says what blocks a reader', async () => {
        for (const { reader, code } of scene().blocked)
          expect(
            (await accountOf(bench(), reader)).blocks?.map((block) => block.code),
            code,
          ).toContain(code);
      });

      it("never tells anything of somebody else's", async () => {
        const own = await accountOf(bench(), scene().reader);
        const other = await accountOf(bench(), scene().stranger);

        for (const kind of ['loans', 'holds', 'charges'] as const) {
          const ids = new Set(own[kind]?.map(({ localId }) => localId));
          expect(other[kind]?.filter(({ localId }) => ids.has(localId))).toEqual([]);
          expect(other[kind]).toHaveLength(scene().stranger[kind].length);
        }
        expect(other.loans).not.toEqual([]);
        expect(other.holds).not.toEqual([]);
      });

      it('carries no name, no card and no staff note', async () => {
        const text = JSON.stringify(await accountOf(bench(), scene().reader));

        for (const personal of scene().personal) expect(text).not.toContain(personal);
      });

      it('has none for a number that nobody has', async () => {
        expect(await patrons().account(scene().missingAccount, bench().signal)).toBeNull();
      });

      it.for(FAULT_CODES)('turns %s into %s, naming the system', async ([fault, code], { skip }) => {
        skip(cannotFail(bench(), fault), NO_WORDS);
        const account = await accountIdOf(bench(), scene().reader);
        const adapter = fault === 'no answer' ? bench().impatient() : bench().adapter;
        await bench().system.setFault(fault, 'everything');

        const error = await errorOf(patronsOf(adapter).account(account, bench().signal));

        expect(error.code).toBe(code);
        expect(error.message).toContain(`[${adapter.system.id}]`);
      });
    });

    describe('asked for all readers', () => {
      beforeEach(async ({ skip }) => {
        // A remote adapter knows what its system can do once it has asked.
        await bench().adapter.probe(bench().signal);
        needs(skip, bench().adapter, 'READER_TOKENS');
      });

      async function readersOf(wanted?: ReadersWanted): Promise<readonly ReaderTokens[]> {
        const pages = bench().adapter.loans?.readers?.(bench().signal, wanted);
        if (pages === undefined) throw new Error('this adapter declares READER_TOKENS and has no list of readers');
        const readers: ReaderTokens[] = [];
        for await (const page of pages) readers.push(...page);
        return readers;
      }

      it('tells tokens and how registrations stand, and nothing that is a person’s', async () => {
        const readers = await readersOf({ cards: true });

        expect(readers.length).toBeGreaterThan(1);
        for (const personal of scene().personal) expect(JSON.stringify(readers)).not.toContain(personal);
        expect(JSON.stringify(readers)).not.toMatch(/\d{4}-\d{2}-\d{2}/);
      });

      it('has tokens of cards only if they are asked for, and of different cards different ones', async () => {
        const cards = (await readersOf({ cards: true })).map(({ card }) => card);

        expect(new Set(cards).size).toBe(cards.length);
        for (const wanted of [undefined, { cards: false }])
          for (const reader of await readersOf(wanted)) expect(reader.card).toBeUndefined();
      });

      it('tells of every reader what it tells of one: what is not told is not told of anybody', async () => {
        const facts = ['card', 'category', 'expiry', 'hasEmail', 'owes'] as const;
        const told = (await readersOf({ cards: true })).map((reader) =>
          facts.filter((fact) => reader[fact] !== undefined).join(' '),
        );

        expect(new Set(told).size).toBe(1);
      });
    });

    it('lets no PIN, card or name into a log or an error, whatever happens', async ({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'VERIFY_PATRON');
      const { reader, stranger } = scene();
      const account = await accountIdOf(bench(), reader);
      const said: string[] = [];
      for (const fault of ['web page', 'cut answer', 'internal error', 'out of service', 'cut connection'] as const) {
        await bench().system.setFault(fault, 'everything');
        const { signal } = bench();
        const errors = await Promise.all([
          errorOf(patrons().verify?.(reader.card, reader.pin, signal)),
          errorOf(patrons().find(stranger.card, signal)),
          errorOf(patrons().account(account, signal)),
        ]);
        said.push(...errors.map(everythingIn));
      }

      for (const text of [...said, ...bench().logged])
        for (const personal of scene().personal) expect(text).not.toContain(personal);
    });

    describeWrites(bench);
  });
}

function byItem(a: { readonly itemLocalId: string | null }, b: { readonly itemLocalId: string | null }): number {
  return (a.itemLocalId ?? '') < (b.itemLocalId ?? '') ? -1 : 1;
}

/** All that a log or a caller could read of an error, its causes included. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n');
}
