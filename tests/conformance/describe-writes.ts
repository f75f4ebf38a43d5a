/** The part of the patron suite that changes accounts: done or refused with the reason, and never sent twice. */
import type { WriteSource, LmsAdapter } from '#adapters/adapter.ts';
import { parseId } from '#domain/ids.ts';
import { isForSameTitle } from '#domain/same-title.ts';
import type { LoanFacts, RefusalCode, WriteOutcome } from '#domain/accounts.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf } from './conformance-system.ts';
import { needs } from './needs.ts';
import { accountIdOf, accountOf, cannotFail, writesOf, FAULT_CODES, NO_WORDS } from './patron-bench.ts';
import type { PatronBench } from './patron-bench.ts';
import type { SceneLoan, SceneReader } from './patron-system.ts';

const NO_SUCH = '99999999';

/** Describes the writes of whatever bench stands ready when a test runs. */
export function describeWrites(bench: () => PatronBench): void {
  const scene = () => bench().system.scene;
  const writeOf = <Write extends keyof WriteSource>(write: Write) => writesOf(bench().adapter, write);

  async function loanOf(reader: SceneReader, which: (loan: SceneLoan) => boolean): Promise<LoanFacts> {
    const wanted = reader.loans.find(which);
    const { loans } = await accountOf(bench(), reader);
    const loan = loans?.find(({ item }) => item !== null && parseId(item, 'item')?.local === wanted?.itemLocalId);
    if (wanted === undefined || loan === undefined) throw new Error('the scene has no such loan');
    return loan;
  }

  const renews = (loan: SceneLoan): SceneLoan['renewable'] => loan.renews ?? loan.renewable;
  const renewable = (loan: SceneLoan): boolean => renews(loan) === true;

  describe('renewing', () => {
    beforeEach(({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'RENEW');
    });

    it('renews a loan, says until when, and the account says the same', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const loan = await loanOf(scene().reader, renewable);

      const outcome = await writeOf('renew').renew(account, loan.localId, bench().signal);

      const after = (await accountOf(bench(), scene().reader)).loans?.find(({ localId }) => localId === loan.localId);
      expect(outcome.outcome).toBe('DONE');
      if (outcome.outcome === 'DONE' && outcome.done !== null) expect(outcome.done.due).toEqual(after?.due);
      expect((after?.due?.on ?? '') > (loan.due?.on ?? '')).toBe(true);
      expect(bench().system.writes()).toBe(1);
    });

    it('is refused with the reason, that which was told beforehand if one was, and changes nothing', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const spent = scene().reader.loans.filter((loan) => typeof renews(loan) === 'string');
      expect(spent).not.toEqual([]);
      for (const one of spent) {
        const loan = await loanOf(scene().reader, (candidate) => candidate === one);

        const outcome = await writeOf('renew').renew(account, loan.localId, bench().signal);

        expect(codeOf(outcome)).toBe(renews(one));
        expect((await loanOf(scene().reader, (candidate) => candidate === one)).due).toEqual(loan.due);
      }
    });

    it("is refused as not found for somebody else's loan and for one that does not exist, without a write", async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const foreign = await loanOf(scene().stranger, () => true);

      for (const loan of [foreign.localId, NO_SUCH])
        expect(codeOf(await writeOf('renew').renew(account, loan, bench().signal))).toBe('NOT_FOUND');
      expect(bench().system.writes()).toBe(0);
    });
  });

  describe('placing a hold', () => {
    beforeEach(({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'PLACE_HOLD');
    });

    it('places one on a title, and the account has it', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const [wanted] = scene().holdable;

      const outcome = await writeOf('placeHold').placeHold(account, wanted, bench().signal);

      const { holds } = await accountOf(bench(), scene().reader);
      const placed = holds?.find((hold) => isForSameTitle(hold, wanted) === true);
      expect(outcome.outcome).toBe('DONE');
      if (outcome.outcome === 'DONE' && outcome.done !== null) expect(outcome.done.localId).toBe(placed?.localId);
      expect(placed?.status).toBe('QUEUED');
      expect(bench().system.writes()).toBe(1);
    });

    it('places one on a copy, and refuses the same again', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const [, wanted] = scene().holdable;
      expect(wanted.itemLocalId).not.toBeNull();

      const first = await writeOf('placeHold').placeHold(account, wanted, bench().signal);
      const again = await writeOf('placeHold').placeHold(account, wanted, bench().signal);

      expect(first.outcome).toBe('DONE');
      expect(codeOf(again)).toBe('ALREADY_DONE');
      expect(bench().system.holdsOn(wanted.recordLocalId)).toBe(1);
    });

    it('is refused with the reason where it is not possible', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      for (const { why, wanted, code } of scene().unholdable) {
        const before = bench().system.holdsOn(wanted.recordLocalId);

        const outcome = await writeOf('placeHold').placeHold(account, wanted, bench().signal);

        expect(codeOf(outcome), why).toBe(code);
        expect(bench().system.holdsOn(wanted.recordLocalId), why).toBe(before);
      }
    });

    it('is refused to readers who are blocked, whether or not the system itself looks', async () => {
      const [wanted] = scene().holdable;
      for (const { reader, code } of scene().blocked) {
        const account = await accountIdOf(bench(), reader);

        expect(codeOf(await writeOf('placeHold').placeHold(account, wanted, bench().signal)), code).toBe('BLOCKED');
      }
      expect(bench().system.holdsOn(wanted.recordLocalId)).toBe(0);
    });
  });

  describe('cancelling a hold', () => {
    beforeEach(({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'CANCEL_HOLD');
    });

    it('ends it, and says so when it is asked again', async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const hold = await queuedHold(bench());

      const outcome = await writeOf('cancelHold').cancelHold(account, hold, bench().signal);
      const again = await writeOf('cancelHold').cancelHold(account, hold, bench().signal);

      expect(outcome.outcome).toBe('DONE');
      expect(['ALREADY_DONE', 'NOT_FOUND']).toContain(codeOf(again));
      const { holds } = await accountOf(bench(), scene().reader);
      expect(holds?.map(({ localId }) => localId)).not.toContain(hold);
    });

    it("leaves somebody else's alone, as if it did not exist", async () => {
      const account = await accountIdOf(bench(), scene().reader);
      const before = await accountOf(bench(), scene().stranger);
      const [foreign] = before.holds ?? [];

      expect(codeOf(await writeOf('cancelHold').cancelHold(account, foreign?.localId ?? '', bench().signal))).toBe(
        'NOT_FOUND',
      );
      expect((await accountOf(bench(), scene().stranger)).holds).toEqual(before.holds);
      expect(bench().system.writes()).toBe(0);
    });
  });

  describe.each(FAULT_CODES)('when the system meets a write with %s', (fault, code) => {
    const adapterFor = (): LmsAdapter => (fault === 'no answer' ? bench().impatient() : bench().adapter);

    beforeEach(({ skip }) => {
      skip(cannotFail(bench(), fault), NO_WORDS);
    });

    it(`ends with ${code} and has sent it once: renew`, async ({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'RENEW');
      const account = await accountIdOf(bench(), scene().reader);
      const loan = await loanOf(scene().reader, renewable);
      const writes = writesOf(adapterFor(), 'renew');
      await bench().system.setFault(fault, 'writes');

      const error = await errorOf(writes.renew(account, loan.localId, bench().signal));

      expect([error.code, bench().system.writes(), error.notSent]).toEqual([code, 1, false]);
    });

    it(`ends with ${code} and has sent it once: place a hold`, async ({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'PLACE_HOLD');
      const account = await accountIdOf(bench(), scene().reader);
      const writes = writesOf(adapterFor(), 'placeHold');
      await bench().system.setFault(fault, 'writes');

      const error = await errorOf(writes.placeHold(account, scene().holdable[0], bench().signal));

      expect([error.code, bench().system.writes(), error.notSent]).toEqual([code, 1, false]);
    });

    // What a system says of a cancelled hold may have no body at all: then there is nothing that could be cut.
    it.skipIf(fault === 'cut answer')(`ends with ${code} and has sent it once: cancel a hold`, async ({ skip }) => {
      needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'CANCEL_HOLD');
      const account = await accountIdOf(bench(), scene().reader);
      const hold = await queuedHold(bench());
      const writes = writesOf(adapterFor(), 'cancelHold');
      await bench().system.setFault(fault, 'writes');

      const error = await errorOf(writes.cancelHold(account, hold, bench().signal));

      expect([error.code, bench().system.writes(), error.notSent]).toEqual([code, 1, false]);
    });
  });

  it('says that nothing was sent where what is to be looked at before cannot be', async ({ skip }) => {
    needs(skip, bench().adapter, 'PATRON_ACCOUNT', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD');
    const account = await accountIdOf(bench(), scene().reader);
    const loan = await loanOf(scene().reader, renewable);
    const hold = await queuedHold(bench());
    const { adapter, signal } = bench();
    await bench().system.setFault('internal error', 'everything');

    const errors = [
      await errorOf(writesOf(adapter, 'renew').renew(account, loan.localId, signal)),
      await errorOf(writesOf(adapter, 'placeHold').placeHold(account, scene().holdable[0], signal)),
      await errorOf(writesOf(adapter, 'cancelHold').cancelHold(account, hold, signal)),
    ];

    expect(errors.map(({ notSent }) => notSent)).toEqual([true, true, true]);
    expect(bench().system.writes()).toBe(0);
  });
}

async function queuedHold(bench: PatronBench): Promise<string> {
  const { holds } = await accountOf(bench, bench.system.scene.reader);
  const hold = holds?.find(({ status }) => status === 'QUEUED');
  if (hold === undefined) throw new Error('the scene has no hold in the queue');
  return hold.localId;
}

function codeOf(outcome: WriteOutcome<unknown>): RefusalCode | 'DONE' {
  return outcome.outcome === 'REFUSED' ? outcome.refusal.code : 'DONE';
}
