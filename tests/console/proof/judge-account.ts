/** Judges an account as it is read out of its page: what a reader is told is compared with what they have at each library. */
import { DAY, readDay, readWhen, WHEN } from '#drill/console/moments.ts';
import { allOf, behindHeading, tableOf, tidy, wordsOf, type Spoken } from '#drill/console/spoken.ts';
import type { TrueAccount, TrueHold, TrueLoan } from './truth-account.ts';

export interface AccountMoment {
  readonly accounts: readonly TrueAccount[];
  /** Milliseconds since the epoch: the page was asked for, and was there. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Titles of loans of which nobody can tell whether they were renewed. */
  readonly unsure: readonly string[];
}

/** What is wrong with the page; empty if nothing is. */
export function judgeAccount(page: Spoken, moment: AccountMoment): readonly string[] {
  const main = allOf(page, 'main')[0] ?? page;
  const accounts = moment.accounts.map((account) => (isLate(main, account) ? { ...account, facts: null } : account));
  const told = accounts.flatMap(({ facts }) => (facts === null ? [] : [facts]));
  const silent = accounts.filter(({ facts }) => facts === null);
  return [
    ...judgeSum(
      main,
      told.flatMap(({ loans }) => loans),
      { told: told.length, silent: silent.length },
    ),
    ...judgeLoans(
      main,
      told.flatMap(({ loans }) => loans),
      moment,
    ),
    ...silent.flatMap(({ library }) => judgeSilent(main, library, moment)),
    ...judgeHolds(
      main,
      told.flatMap(({ holds }) => holds),
    ),
    ...judgeCharges(main, accounts),
    ...accounts.flatMap((account) => judgeCard(main, account, moment)),
    ...judgeUnsure(page, main, moment),
  ];
}

/** A busy machine may be too late for a system that is well: then the page says so. */
function isLate(main: Spoken, { library }: TrueAccount): boolean {
  return allOf(main, 'paragraph').some(
    (one) =>
      wordsOf(one).startsWith(`We could not ask ${library} `) &&
      wordsOf(one).includes('its system did not answer in time'),
  );
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

function judgeSum(
  main: Spoken,
  loans: readonly TrueLoan[],
  libraries: { readonly told: number; readonly silent: number },
): readonly string[] {
  const overdue = loans.filter((loan) => loan.overdue).length;
  const late = overdue === 0 ? '' : `, ${overdue} of them overdue`;
  const silent = `${counted(libraries.silent, 'library', 'libraries')} could not be asked, so there may be more.`;
  const wanted =
    libraries.silent === 0
      ? `You have ${counted(loans.length, 'loan')}${late}.`
      : `At least ${counted(loans.length, 'loan')}${late}. ${silent}`;
  const sentences = allOf(main, 'paragraph').map(wordsOf);
  return sentences.includes(wanted) ? [] : [`does not sum up “${wanted}”: ${sentences.slice(0, 3).join(' | ')}`];
}

/** The sections behind a heading, by their names. */
function sectionsBehind(main: Spoken, heading: RegExp): readonly Spoken[] {
  return behindHeading(main, heading).filter(
    (one) => one.role === 'region' && allOf(one, 'heading').some(({ level }) => level === 3),
  );
}

/** What a busy machine may have in the place of a title. */
const UNREAD = 'Title could not be read this time';

interface ShownLoan {
  readonly title: string;
  readonly due: string | null;
  readonly section: Spoken;
  readonly words: string;
}

function judgeLoans(main: Spoken, loans: readonly TrueLoan[], moment: AccountMoment): readonly string[] {
  const shown = sectionsBehind(main, /^On loan, due soonest first$/).map((section): ShownLoan => {
    const words = wordsOf(section);
    const heading = allOf(section, 'heading').map(wordsOf)[0] ?? '';
    return {
      title: tidy(section.name) === heading ? heading : '',
      due: readDue(words, moment.answeredAt),
      section,
      words,
    };
  });
  const left = [...shown];
  const breaches = loans.flatMap((loan) => {
    const place = left.findIndex(
      ({ title, due, words }) =>
        (title === loan.title || title === UNREAD) && due === loan.due && words.includes(loan.library),
    );
    const [found] = place === -1 ? [] : left.splice(place, 1);
    return found === undefined
      ? [`does not show “${loan.title}” of ${loan.library}, due ${String(loan.due)}`]
      : judgeLoan(found, loan, moment);
  });
  const days = shown.map(({ due }) => due ?? '9999');
  return [
    ...breaches,
    ...left.map(({ words }) => `shows a loan that is none: ${words}`),
    ...(days.join() === days.toSorted().join() ? [] : [`shows loans in the order ${days.join()}`]),
  ];
}

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const DAY_MS = 86_400_000;
const DUE = new RegExp(
  `\\b(?:Due|Was due) (?:(today)|(?:tomorrow[^,]*, )?(${DAY})(?: at \\d\\d:\\d\\d)?(?:, in (\\d+) days?)?)`,
);

/** The day that is said; null if none is, or if it is not in so many days. */
function readDue(words: string, now: number): string | null {
  const [, isToday, day, days] = DUE.exec(words) ?? [];
  if (isToday !== undefined) return today.format(now);
  const due = day === undefined ? null : readDay(day);
  if (due === null || days === undefined) return due;
  return Date.parse(due) - Date.parse(today.format(now)) === Number(days) * DAY_MS ? due : null;
}

function judgeLoan({ title, section, words }: ShownLoan, loan: TrueLoan, { unsure }: AccountMoment): readonly string[] {
  const what = `“${loan.title}” of ${loan.library}`;
  const isUnsure = unsure.includes(loan.title);
  const buttons = allOf(section, 'button').map(({ name }) => tidy(name));
  const wanted = isUnsure || loan.renewable === false ? [] : [`Renew ${title}`];
  const says = isUnsure
    ? /We cannot tell yet whether it was renewed/
    : loan.renewable === null
      ? /only when it is tried whether it can be renewed/
      : loan.renewable
        ? /(?<!not )\bCan be renewed\./
        : /Cannot be renewed\. \S+/;
  return [
    ...(buttons.join() === wanted.join()
      ? []
      : [`${what} has the buttons [${buttons.join()}], not [${wanted.join()}]`]),
    ...(says.test(words) ? [] : [`${what} does not say whether it can be renewed: ${words}`]),
    ...(words.includes('Overdue') === loan.overdue && words.includes('Was due') === loan.overdue
      ? []
      : [`${what} is ${loan.overdue ? '' : 'not '}overdue: ${words}`]),
  ];
}

const WHY = /: (?:its system|something|the library|there was)[^.]+\./;

function judgeSilent(main: Spoken, library: string, moment: AccountMoment): readonly string[] {
  const sentence = allOf(main, 'paragraph')
    .map(wordsOf)
    .find((one) => one.startsWith(`We could not ask ${library} `));
  if (sentence === undefined) return [`does not say that ${library} could not be asked`];
  return [
    ...judgeWhen(sentence, new RegExp(`^We could not ask ${library} (${WHEN})`), moment),
    ...(WHY.test(sentence) ? [] : [`does not say why ${library} could not be asked: ${sentence}`]),
    ...(sentence.includes('this does not mean that you have none') ? [] : [`lets ${library} look empty: ${sentence}`]),
  ];
}

/** The moment that the expression finds first must be that of the page. */
function judgeWhen(words: string, pattern: RegExp, { askedAt, answeredAt }: AccountMoment): readonly string[] {
  const [, when = ''] = pattern.exec(words) ?? [];
  const minute = readWhen(when, answeredAt);
  return minute !== null && minute.to > askedAt && minute.from <= answeredAt
    ? []
    : [`says no moment, or a wrong one (${String(pattern)}): ${words}`];
}

const HOLDS: Readonly<Record<string, string>> = {
  QUEUED: 'Waiting for a copy',
  IN_TRANSIT: 'On its way to where you collect it',
  READY: 'Ready to collect',
};

function judgeHolds(main: Spoken, holds: readonly TrueHold[]): readonly string[] {
  const shown = sectionsBehind(main, /^What you asked for$/).map((section) => ({
    title: tidy(section.name),
    words: wordsOf(section),
    buttons: allOf(section, 'button').map(({ name }) => tidy(name)),
  }));
  return [
    ...(shown.length === holds.length ? [] : [`shows ${shown.length} requests of ${holds.length}`]),
    ...holds.flatMap((hold) => {
      const { title, library, status, place, queuePosition } = hold;
      const found = shown.find((one) => one.title === title || one.title === UNREAD);
      if (found === undefined) return [`does not show the request of “${title}”`];
      const { words, buttons } = found;
      const wanted = [
        HOLDS[status] ?? status,
        library,
        place === null ? 'does not say where to collect it' : `Collect it at ${place}.`,
        ...(queuePosition === null ? [] : [`You are number ${queuePosition} in the queue.`]),
      ];
      return [
        ...wanted.filter((one) => !words.includes(one)).map((one) => `does not say “${one}” of “${title}”: ${words}`),
        ...buttons
          .filter((name) => !name.endsWith(` – ${found.title}`))
          .map((name) => `has a button “${name}” beside the request of “${title}”`),
      ];
    }),
  ];
}

function judgeCharges(main: Spoken, accounts: readonly TrueAccount[]): readonly string[] {
  const wanted = accounts.flatMap(({ library, facts }) =>
    (facts?.charges ?? []).map(({ reason, day, amount }) => [library, reason, day ?? 'Not given', amount].join(' | ')),
  );
  const behind = behindHeading(main, /^What you owe$/);
  const rows = behind
    .filter(({ role }) => role === 'table')
    .flatMap((table) => tableOf(table).rows)
    .map(({ header, cells: [reason, day = '', amount] }) => [header, reason, readDay(day) ?? day, amount].join(' | '));
  const words = behind
    .filter(({ role }) => role === 'paragraph')
    .map(wordsOf)
    .join(' ');
  const silent = accounts.filter(({ facts }) => facts === null);
  const unsaid = silent.filter(({ library }) => !words.includes(library));
  return [
    ...(rows.toSorted().join() === wanted.toSorted().join()
      ? []
      : [`shows the charges [${rows.join('; ')}], which are [${wanted.join('; ')}]`]),
    ...unsaid.map(({ library }) => `does not say that charges at ${library} are not known: ${words}`),
    ...(wanted.length > 0 || silent.length > 0 || words.includes('Nothing is owed.')
      ? []
      : [`says of charges: ${words}`]),
  ];
}

function judgeCard(main: Spoken, { library, facts }: TrueAccount, moment: AccountMoment): readonly string[] {
  const card = sectionsBehind(main, /^Your cards$/).find(({ name }) => name === library);
  if (card === undefined) return [`leaves the card of ${library} out`];
  const words = wordsOf(card);
  const buttons = allOf(card, 'button').map(({ name }) => name);
  const expires = new RegExp(`Your registration ends on (${DAY})\\.`).exec(words)?.[1];
  return [
    ...(facts === null || (expires === undefined ? null : readDay(expires)) === facts.expiresOn
      ? []
      : [`says that the registration at ${library} ends on ${String(expires)}, which is ${String(facts.expiresOn)}`]),
    ...(/\bLinked (?:today|yesterday|on)\b/.test(words) ? [] : [`does not say when the card was linked: ${words}`]),
    ...(facts === null ? [] : judgeWhen(words, new RegExp(`\\bRead (${WHEN})\\.`), moment)),
    ...(facts === null && /\bRead\b/.test(words) ? [`says that ${library} was read: ${words}`] : []),
    ...(buttons.some((name) => name.includes(library)) ? [] : [`has no button that unlinks the card of ${library}`]),
  ];
}

const UNSURE = 'We cannot tell whether it was renewed';
/** Where words of a renewal are no promise that it was done. */
const OPEN = /whether (?:it|they) (?:was|were) renewed|a later due day shows that it was renewed/g;
const DONE = /\b(?:Renewed|renewed for certain|is now due|was renewed)\b/;

/** What is not known stays so everywhere on the page, and says what not to do. */
function judgeUnsure(page: Spoken, main: Spoken, moment: AccountMoment): readonly string[] {
  const regions = allOf(main, 'region').filter((region) => allOf(region, 'heading').some(({ level }) => level === 2));
  const promise = DONE.exec(wordsOf(page).replaceAll(OPEN, ''));
  return [
    ...(regions.length === moment.unsure.length
      ? []
      : [`says of ${regions.length} requests that it cannot tell, which are ${moment.unsure.length}`]),
    ...(promise === null ? [] : [`says that something was renewed: ${promise[0]}`]),
    ...moment.unsure.flatMap((title) => {
      const region = regions.find((one) => wordsOf(one).includes(`“${title}”`));
      return region === undefined ? [`does not say that it cannot tell of “${title}”`] : judgeOpen(region, moment);
    }),
  ];
}

function judgeOpen(region: Spoken, moment: AccountMoment): readonly string[] {
  const words = wordsOf(region);
  return [
    ...(region.name.endsWith(UNSURE) ? [] : [`does not say “${UNSURE}”: ${words}`]),
    ...(words.includes('Do not renew it again') ? [] : [`does not say that it is not to be renewed again: ${words}`]),
    ...judgeWhen(words, new RegExp(`\\bWe last asked (${WHEN})`), { ...moment, askedAt: moment.askedAt - DAY_MS }),
    ...(allOf(region, 'button').some(({ name }) => name === 'Ask again') ? [] : ['has no button that asks again']),
  ];
}
