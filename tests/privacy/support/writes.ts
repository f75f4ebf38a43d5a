/** Everybody tries every write, with what is theirs and with what is not. */
import { randomUUID } from 'node:crypto';
import { LINK, type KnownReader } from './accounts.ts';
import type { Asker } from './asking.ts';
import { accountOf, type Leave } from './evidence.ts';
import type { Marks } from './marks.ts';
import { PERSONS, type Person } from './planted-region.ts';

const REFUSAL = 'refusal { code message sourceCode } reason { code message }';
const LOAN = 'loan { id title item { barcode } renewable { possible refusal { message } } }';
const HOLD = 'hold { id title enumeration pickup { name } }';

/** One text for each write of the graph. */
export const WRITES = {
  renewLoan: `mutation ($input: RenewLoanInput!) { renewLoan(input: $input) { outcome loanId ${LOAN} ${REFUSAL} } }`,
  renewAllLoans: `mutation ($input: RenewAllLoansInput!) {
    renewAllLoans(input: $input) { results { outcome loanId ${LOAN} ${REFUSAL} } refusal { code message sourceCode } } }`,
  placeHold: `mutation ($input: PlaceHoldInput!) { placeHold(input: $input) { outcome ${HOLD} ${REFUSAL} } }`,
  cancelHold: `mutation ($input: CancelHoldInput!) { cancelHold(input: $input) { outcome ${HOLD} ${REFUSAL} } }`,
  linkAccount: LINK,
  linkAccountByStaff: `mutation ($input: LinkAccountByStaffInput!) {
    linkAccountByStaff(input: $input) { account { id library { id } } refusal { code message } } }`,
  unlinkAccount: `mutation ($input: UnlinkAccountInput!) { unlinkAccount(input: $input) { patron { id accounts { id } } } }`,
} as const;

/** Writes of comparing, which touch no account: they are told a card all the same. */
const COMPARING_WRITES = {
  takeSnapshot: `mutation ($input: TakeSnapshotInput!) { takeSnapshot(input: $input) { snapshot { name } job { id problem } } }`,
  dropSnapshot: `mutation ($input: DropSnapshotInput!) { dropSnapshot(input: $input) { name } }`,
  cancelComparisonJob: `mutation ($input: CancelComparisonJobInput!) { cancelComparisonJob(input: $input) { job { id } } }`,
  makePlan: `mutation ($input: MakePlanInput!) { makePlan(input: $input) { plan { name note settings } job { id problem } } }`,
  copyPlan: `mutation ($input: CopyPlanInput!) { copyPlan(input: $input) { plan { name note settings } job { id problem } } }`,
  predictPlan: `mutation ($input: PredictPlanInput!) { predictPlan(input: $input) { plan { name } job { id problem } } }`,
  changeDraftRule: `mutation ($input: ChangeDraftRuleInput!) { changeDraftRule(input: $input) { rule { terms note } } }`,
  answerDraftPolicy: `mutation ($input: AnswerDraftPolicyInput!) { answerDraftPolicy(input: $input) { plan { name } } }`,
  dropPlan: `mutation ($input: DropPlanInput!) { dropPlan(input: $input) { name } }`,
  makeLedger: `mutation ($input: MakeLedgerInput!) { makeLedger(input: $input) { ledger { name note } job { id problem } } }`,
  signRule: `mutation ($input: SignRuleInput!) { signRule(input: $input) { ledger { name } } }`,
  addLedgerRule: `mutation ($input: AddLedgerRuleInput!) { addLedgerRule(input: $input) { ledger { name } } }`,
  dropLedgerRule: `mutation ($input: DropLedgerRuleInput!) { dropLedgerRule(input: $input) { ledger { name } } }`,
  declareForLedger: `mutation ($input: DeclareForLedgerInput!) { declareForLedger(input: $input) { ledger { name } } }`,
  dropLedger: `mutation ($input: DropLedgerInput!) { dropLedger(input: $input) { name } }`,
  startExport: `mutation ($input: StartExportInput!) { startExport(input: $input) { export { id actor filter } } }`,
} as const;

/** Writes of operators, which touch no account either. */
const OPERATING_WRITES = {
  retryRejects: `mutation ($input: RetryRejectsInput!) { retryRejects(input: $input) { retry { id problem } refusal { code message } } }`,
  revokeApiKey: `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { id name } refusal { code message } } }`,
  takeBack: `mutation ($input: TakeBackInput!) { takeBack(input: $input) { takeBack { id records } refusal { code message } } }`,
} as const;

const TEXTS = { ...WRITES, ...COMPARING_WRITES, ...OPERATING_WRITES };

interface Write {
  readonly name: keyof typeof TEXTS;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Everybody writes to the accounts of A, A first. */
export async function writeToAccounts(
  asker: Asker,
  { accounts }: KnownReader,
  holdings: ReadonlyMap<string, string>,
): Promise<void> {
  for (const person of ['A', 'B', 'staff', 'migration', 'operator', 'public'] as const) {
    for (const { id: account, system, loans, holds } of accounts) {
      const key = { idempotencyKey: randomUUID() };
      const wish = { account, holding: holdings.get(system) ?? '', ...key };
      const writes: readonly Write[] = [
        ...loans.map((loan) => ({ name: 'renewLoan', input: { loan } }) as const),
        { name: 'renewAllLoans', input: { account } },
        { name: 'placeHold', input: wish },
        // The same again is answered from what was kept.
        { name: 'placeHold', input: wish },
        { name: 'cancelHold', input: { hold: holds[0], ...key } },
        { name: 'cancelHold', input: { hold: holds[0], ...key } },
        ...(person === 'A' ? [] : [{ name: 'unlinkAccount', input: { account } } as const]),
      ];
      await tryAll(asker, person, writes, person === 'A' ? accountOf('A', [system]) : undefined);
    }
  }
}

/** What people mix up: another's card, a wrong PIN, a number where an id belongs. */
export async function writeWronglyWith(asker: Asker, marks: Marks, reader: KnownReader): Promise<void> {
  const [card, pin] = ['card', 'PIN'].map((what) => marks.textOf('A', `koha-n ${what}`));
  const writes: readonly Write[] = [
    { name: 'linkAccount', input: { library: 'north', card, pin } },
    { name: 'linkAccount', input: { library: 'north', card, pin: `${pin ?? ''} wrong` } },
    {
      name: 'linkAccount',
      input: { library: 'west', card: marks.textOf('C', 'koha-n card'), pin: marks.textOf('C', 'koha-n PIN') },
    },
    { name: 'linkAccount', input: { library: 'south', card, pin } },
    { name: 'linkAccount', input: { library: card, card: pin, pin: card } },
    { name: 'linkAccountByStaff', input: { library: 'north', card, patron: card, reason: 'Saw the card' } },
    { name: 'linkAccountByStaff', input: { library: 'east', card, patron: reader.patron, reason: 'Saw the card' } },
    { name: 'unlinkAccount', input: { account: card } },
    { name: 'renewLoan', input: { loan: `koha-n:loan:${card ?? ''}` } },
    { name: 'renewAllLoans', input: { account: `koha-n:account:${card ?? ''}` } },
    { name: 'cancelHold', input: { hold: card } },
    { name: 'placeHold', input: { account: `koha-n:account:${card ?? ''}`, holding: card, idempotencyKey: card } },
    { name: 'takeSnapshot', input: { name: 'another', systems: [card] } },
    { name: 'dropSnapshot', input: { name: card } },
    { name: 'makePlan', input: { name: 'another', settings: JSON.stringify({ systems: [card], [card ?? '']: pin }) } },
    { name: 'copyPlan', input: { from: card, name: 'another', changes: card } },
    { name: 'predictPlan', input: { name: card } },
    {
      name: 'changeDraftRule',
      input: { plan: card, category: card, itemType: pin, terms: JSON.stringify({ [card ?? '']: pin }) },
    },
    { name: 'answerDraftPolicy', input: { plan: card, library: card, agrees: false, reason: pin } },
    { name: 'dropPlan', input: { name: card } },
    { name: 'makeLedger', input: { name: 'another', source: card, target: card, targetSystem: card } },
    { name: 'signRule', input: { ledger: card, rule: card, signedAs: card, rows: 1 } },
    { name: 'addLedgerRule', input: { ledger: card, name: card, class: 'ITEMS', field: card, from: card, says: card } },
    { name: 'dropLedgerRule', input: { ledger: card, rule: card } },
    { name: 'declareForLedger', input: { ledger: card, thing: 'ORDERS', choice: 'LEAVE' } },
    { name: 'dropLedger', input: { name: card } },
    { name: 'cancelComparisonJob', input: { id: card } },
    { name: 'retryRejects', input: { system: card } },
    { name: 'revokeApiKey', input: { id: card } },
    { name: 'takeBack', input: { records: [card], reason: 'Incident 12' } },
    { name: 'startExport', input: { snapshot: card, of: 'ITEMS', format: 'CSV' } },
  ];
  for (const person of PERSONS) if (person !== 'A') await tryAll(asker, person, writes);
}

async function tryAll(asker: Asker, person: Person | 'public', writes: readonly Write[], may?: Leave): Promise<void> {
  for (const { name, input } of writes) {
    const given = may === undefined ? {} : { may };
    await asker.as(person, { what: name, query: TEXTS[name], variables: { input }, ...given });
  }
}
