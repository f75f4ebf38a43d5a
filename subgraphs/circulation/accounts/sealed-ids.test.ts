import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { createSealedIds } from './sealed-ids.ts';

const SECRET = 'a secret of this test alone, long enough';
const ids = createSealedIds(SECRET);
const account = { system: 'koha-a' as SystemId, account: 'patron-4711' };
const loan = { ...account, localId: 'issue-99:1' };

describe('an id of what belongs to a patron', () => {
  it('opens to what was sealed, whatever characters the system puts into its numbers', () => {
    expect(ids.openAccount(ids.account(account))).toEqual(account);
    expect(ids.openLoan(ids.loan(loan))).toEqual(loan);
    expect(ids.openHold(ids.hold(loan))).toEqual(loan);
  });

  it('is the same each time and shows no number of the system', () => {
    expect(ids.account(account)).toBe(createSealedIds(SECRET).account(account));
    for (const id of [ids.account(account), ids.loan(loan), ids.hold(loan), ids.charge(loan)]) {
      expect(id).toMatch(/^koha-a:(account|loan|hold|charge):[\w-]+$/);
      expect(Buffer.from(id.split(':')[2] ?? '', 'base64url').toString('latin1')).not.toMatch(/patron|4711|issue/);
    }
  });

  it('opens nothing under another kind, at another system, or changed by one character', () => {
    const sealed = ids.loan(loan).slice('koha-a:loan:'.length);

    expect(ids.openHold(`koha-a:hold:${sealed}`)).toBeNull();
    expect(ids.openAccount(`koha-a:account:${sealed}`)).toBeNull();
    expect(ids.openLoan(`koha-b:loan:${sealed}`)).toBeNull();
    expect(ids.openLoan(`koha-a:loan:${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`)).toBeNull();
    expect(ids.openLoan('koha-a:loan:7')).toBeNull();
  });

  it('opens nothing with the secret of another region', () => {
    const other = createSealedIds('the secret of another region, as long');

    expect(other.openAccount(ids.account(account))).toBeNull();
  });
});
