/** What a page at the desk says of an account: with when and where each part was read, and nothing for what is not known. */
import { describe, expect, it } from 'vitest';
import { facts, hold, loan, NOW, openMemory, SILENT } from '../account/account.fixture.ts';
import { newForm, useForm } from './used-forms.ts';
import { deskView, type DeskAccount } from './view.ts';

type Facts = NonNullable<DeskAccount['facts']>;

function view(told: Facts | null, failed = false) {
  const account = { library: { name: 'Ash Library', system: { name: 'Ash Koha' } }, facts: told };
  return deskView({ account, failed, purpose: 'DESK_ENQUIRY' }, NOW);
}

const sentencesOf = (told: Facts | null, failed = false) =>
  view(told, failed).parts.map(({ heading, sentences }) => [heading, ...sentences]);

describe('an account at the desk', () => {
  it('says of each part when and where it was read, and in which language a title is', () => {
    const record = { id: 'ash:record:1', edition: { id: 'told:1', language: 'heb' } };
    const overdue = loan({ id: 'x', title: 'סיעוד', record, due: { on: '2026-11-20', at: null }, overdue: null });
    const charge = { amount: { amount: '2.50', currency: 'GBP' }, reason: 'Late', raisedOn: '2026-11-21' };
    const told = facts({
      loans: [loan(), overdue],
      holds: [hold({ status: 'READY', queuePosition: null, expiresOn: '2026-12-01' }), hold({ id: 'b' })],
      charges: [charge],
      expiresOn: '2027-01-31',
    });
    const { summary, missing, parts } = view(told);

    expect(summary).toBe('2 loans, 1 of them overdue.');
    expect(missing).toBeNull();
    expect(new Set(parts.map(({ from }) => from))).toEqual(new Set(['Read today 09:59 from Ash Koha.']));
    expect(parts.map(({ rows }) => rows)).toEqual([
      [
        { header: { text: 'סיעוד', lang: 'he' }, cells: ['Overdue. Was due 20 November 2026', '1'] },
        { header: { text: 'Pathology', lang: null }, cells: ['Due 5 December 2026, in 8 days', '1'] },
      ],
      [
        {
          header: { text: 'Anatomy', lang: null },
          cells: ['Ready to collect', '', 'Main Library', '1 December 2026'],
        },
        { header: { text: 'Anatomy', lang: null }, cells: ['Waiting for a copy', 'Number 2', 'Main Library', ''] },
      ],
      [{ header: 'Late', cells: ['21 November 2026', { text: '£2.50', numeric: true }] }],
      [],
    ]);
    expect(sentencesOf(told).slice(2)).toEqual([
      ['Owed', '£2.50 in all.'],
      ['Borrowing', 'Nothing stops borrowing.', 'The registration ends on 31 January 2027.'],
    ]);
  });

  it('says whose address is not known', () => {
    const blocks = [{ code: 'ADDRESS_WRONG', message: null } as const];

    expect(sentencesOf(facts({ blocks }))[3]).toEqual(['Borrowing', 'The library does not know the reader’s address.']);
  });

  it('says that there is nothing only where its system said so', () => {
    const nothing = [
      ['On loan, due soonest first', 'Nothing is on loan.'],
      ['Asked for', 'Nothing is asked for.'],
      ['Owed', 'Nothing is owed.'],
      ['Borrowing', 'Nothing stops borrowing.'],
    ];
    const unknown = nothing.map(([heading]) => [heading, expect.stringMatching(/^Not known: /) as string]);

    expect(sentencesOf(facts())).toEqual(nothing);
    expect(sentencesOf(SILENT)).toEqual(unknown);
    expect(sentencesOf(null, true)).toEqual(unknown);
    expect(sentencesOf(facts({ charges: null }))[2]).toEqual(unknown[2]);
  });

  it.each([
    [SILENT, false, /^We could not ask Ash Koha today 10:00: its system is not answering\./],
    [{ ...SILENT, state: 'NOT_SUPPORTED' } as const, false, /^Ash Koha cannot show accounts here\./],
    [null, false, /^Ash Koha does not have this account any more, or its reader belongs to another library now\./],
    [null, true, /^The account could not be read: something is wrong here\./],
    [
      facts({ reason: { code: 'TIMEOUT', message: 'No titles.' } }),
      false,
      /could not tell us everything\. No titles\.$/,
    ],
    [facts(), true, /^Something of the account could not be read\.$/],
  ])('names what could not be reached (%#)', (told, failed, words) => {
    const { missing, parts } = view(told, failed);

    expect(missing).toMatch(words);
    expect(parts[0]?.from === null).toBe(told?.state !== 'LIVE');
  });
});

describe('a form at the desk', () => {
  it('looks once, in its own session, for half an hour', async () => {
    const [memory, other] = [openMemory(1), openMemory(2)];
    const [form, second] = [newForm(memory, NOW), newForm(memory, NOW)];

    expect(await useForm(other, form, NOW)).toBe(false);
    expect(await useForm(memory, '', NOW)).toBe(false);
    expect(await useForm(memory, form, NOW + 31 * 60_000)).toBe(false);
    expect([await useForm(memory, form, NOW), await useForm(memory, form, NOW)]).toEqual([true, false]);
    expect(await useForm(memory, second, NOW + 60_000)).toBe(true);
    expect([...memory.kept.values()].join()).not.toContain('card');
  });
});
