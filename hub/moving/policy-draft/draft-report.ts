/** The draft of a regional policy: what is proposed and why, what changes for each library, and what libraries say of it. */
import { effectivePolicy } from '#comparison/policies/effective-policy.ts';
import { TERM_NAMES } from '#comparison/policies/policy-reports.ts';
import { number, tableOf, text, type ReportContext, type ReportTable } from '#comparison/reports/report.ts';
import { counted, sayNumber } from '#comparison/reports/say.ts';
import type { LoanRules, RuleTerms } from '#domain/policies.ts';
import { isDeepStrictEqual } from 'node:util';
import { reportOfPlan } from '../plans/asked-plan.ts';
import { tellsLoanPeriod } from './circulation-rules.ts';
import { librariesOfDraft, readAnswers, readDraft, sidesOfPlan, type DraftAnswer, type DraftRule } from './draft.ts';
import { DRAFT_TERMS, keyOf, policiesToday, type DraftTerm, type ProposedBy } from './propose.ts';

const RULE_WORDS: Readonly<Record<ProposedBy, string>> = {
  EQUAL: 'all libraries that tell it have it so',
  MOST_COMMON: 'the most common',
  MOST_GENEROUS: 'the most generous',
  NOBODY_TELLS: 'nobody tells it',
  OTHER_UNIT: 'not proposed: the length is not whole in the unit of the loan',
  SEVERAL_CURRENCIES: 'not proposed: the amounts are in several currencies',
};

export const policyDraft = reportOfPlan(
  { name: 'policy-draft', question: 'What would one policy of lending be, and what changes for each library?' },
  async (context, plan) => {
    const draft = await readDraft(context.db, plan);
    const today = policiesToday(await sidesOfPlan(context.db, plan));
    const asked = askedLibraries(context, await librariesOfDraft(context.db, plan));
    const answers = (await readAnswers(context.db, plan)).filter(({ library }) => asked.includes(library));
    const changes = draft.flatMap((rule) => changesOf(rule, today, asked));
    const notTold = countNotTold(today, asked);
    const silent = asked.filter((library) => notTold.get(library) === null);
    const differing = draft.filter(({ proposed }) => DRAFT_TERMS.some((term) => isChoice(proposed[term]))).length;
    const agreed = answers.filter(({ agrees, isOfEarlierDraft }) => agrees && !isOfEarlierDraft).length;
    return {
      title: `One table of ${counted(draft.length, 'combination')} of category and item type: in ${sayNumber(differing)} libraries differ today; ${sayNumber(agreed)} of ${counted(asked.length, 'library', 'libraries')} agree to it.`,
      summary: [
        { label: 'Combinations of category and item type', value: draft.length },
        { label: 'Of these, in which libraries differ today', value: differing },
        {
          label: 'Combinations that a person changed',
          value: draft.filter(({ changedBy }) => changedBy !== null).length,
        },
        {
          label: 'Combinations without a loan period, which are not among the rules for the target',
          value: draft.filter(({ terms }) => !tellsLoanPeriod(terms)).length,
        },
        {
          label: 'Terms that change for a library, of those that tell any',
          value: silent.length === asked.length ? null : changes.length,
        },
        { label: 'Libraries that tell no terms: nobody knows what changes for them', value: silent.length },
        { label: 'Libraries that agree', value: agreed },
        { label: 'Libraries that object', value: answers.filter(({ agrees }) => !agrees).length },
        {
          label: 'Libraries that agreed to an earlier draft',
          value: answers.filter((one) => one.agrees && one.isOfEarlierDraft).length,
        },
      ],
      tables: draftTables({ draft, changes, answers, asked, notTold }),
    };
  },
);

interface DraftRows {
  readonly draft: readonly DraftRule[];
  readonly changes: readonly Change[];
  readonly answers: readonly DraftAnswer[];
  readonly asked: readonly string[];
  readonly notTold: ReadonlyMap<string, number | null>;
}

/** How many terms each library does not tell; null for one that tells none at all, of which nobody knows what changes. */
function countNotTold(
  today: ReturnType<typeof policiesToday>,
  libraries: readonly string[],
): ReadonlyMap<string, number | null> {
  const lines = [...today.values()].flat();
  return new Map(
    libraries.map((library) => {
      const terms = lines
        .filter((line) => line.library === library)
        .flatMap(({ policy }) => DRAFT_TERMS.map((term) => policy[term]));
      const missing = terms.filter((value) => value === 'NOT_TOLD').length;
      return [library, missing === terms.length ? null : missing];
    }),
  );
}

function draftTables({ draft, changes, answers, asked, notTold }: DraftRows): readonly ReportTable[] {
  const cells = draft.flatMap((rule) =>
    DRAFT_TERMS.map((term) => ({ rule, term, by: rule.proposed[term] ?? 'NOBODY_TELLS' })),
  );
  return [
    tableOf({ name: 'draft', title: 'The draft, in codes of the target' }, draft, [
      text('Category', ({ category }) => category),
      text('Item type', ({ itemType }) => itemType),
      ...DRAFT_TERMS.map((term) => text(TERM_NAMES[term], (rule: DraftRule) => inWords(policyOf(rule.terms)[term]))),
      text('Changed', ({ changedBy, note }) => (changedBy === null ? '' : (note ?? 'by a person'))),
    ]),
    tableOf({ name: 'why', title: 'By which rule each term is proposed' }, cells, [
      text('Category', ({ rule }) => rule.category),
      text('Item type', ({ rule }) => rule.itemType),
      text('What', ({ term }) => TERM_NAMES[term]),
      text('Why', ({ by }) => RULE_WORDS[by]),
    ]),
    tableOf({ name: 'changes', title: 'What changes for each library' }, changes, [
      text('Library', ({ library }) => library),
      text('Category', ({ rule }) => rule.category),
      text('Item type', ({ rule }) => rule.itemType),
      text('What', ({ term }) => TERM_NAMES[term]),
      text('Today', ({ now }) => inWords(now)),
      text('By the draft', ({ then }) => inWords(then)),
    ]),
    tableOf({ name: 'libraries', title: 'What libraries say of it' }, asked, [
      text('Library', (library) => library),
      number('Terms that change', (library) =>
        (notTold.get(library) ?? null) === null ? null : changes.filter((change) => change.library === library).length,
      ),
      number('Terms not told', (library) => notTold.get(library) ?? null),
      text('Answer', (library) => {
        const answer = answers.find((one) => one.library === library);
        if (answer === undefined) return 'none yet';
        const word = answer.agrees ? 'agrees' : 'objects';
        return answer.isOfEarlierDraft ? `${word} to an earlier draft` : word;
      }),
      text('Reason', (library) => answers.find((one) => one.library === library)?.reason ?? null),
      text(
        'When',
        (library) =>
          answers
            .find((one) => one.library === library)
            ?.answeredAt.toISOString()
            .slice(0, 10) ?? null,
      ),
      text('Who', (library) => answers.find((one) => one.library === library)?.answeredBy ?? null),
    ]),
  ];
}

function askedLibraries({ library, visibleLibraries }: ReportContext, all: readonly string[]): readonly string[] {
  return all.filter((id) => (library === null ? (visibleLibraries?.includes(id) ?? true) : id === library));
}

function isChoice(by: ProposedBy | undefined): boolean {
  return by === 'MOST_COMMON' || by === 'MOST_GENEROUS' || by === 'SEVERAL_CURRENCIES';
}

/** What a row of the draft comes to, as that of a system. */
export function policyOf(terms: RuleTerms): ReturnType<typeof effectivePolicy> {
  const rules: LoanRules = {
    precedence: 'MOST_SPECIFIC',
    rules: [{ libraries: null, patronCategories: null, itemTypes: null, terms }],
    defaults: {},
    needsLoanLimit: false,
    currency: null,
  };
  return effectivePolicy(rules, { library: '', patronCategory: '', itemType: '' });
}

interface Change {
  readonly library: string;
  readonly rule: DraftRule;
  readonly term: DraftTerm;
  readonly now: unknown;
  readonly then: unknown;
}

function changesOf(
  rule: DraftRule,
  today: ReturnType<typeof policiesToday>,
  asked: readonly string[],
): readonly Change[] {
  const then = policyOf(rule.terms);
  const own = (today.get(keyOf(rule.category, rule.itemType)) ?? []).filter(({ library }) => asked.includes(library));
  return own.flatMap(({ library, policy }) =>
    DRAFT_TERMS.flatMap((term) => {
      const [now, next] = [policy[term], then[term]];
      const isSame = now === 'NOT_TOLD' || next === 'NOT_TOLD' || isDeepStrictEqual(now, next);
      // Where nothing is lent, all that is said of a loan says so: once is enough.
      const isRepeated = term !== 'loanPeriod' && (now === 'NOT_LENT' || next === 'NOT_LENT');
      return isSame || isRepeated ? [] : [{ library, rule, term, now, then: next }];
    }),
  );
}

/** A term in words: `28 days`, `not told`. */
function inWords(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.toLowerCase().replaceAll('_', ' ');
  const { amount, unit, every } = value as {
    readonly amount: string | number;
    readonly unit?: string;
    readonly every?: unknown;
  };
  if (every !== undefined) return `${amount} every ${inWords(every)}`;
  return unit === undefined ? String(amount) : `${amount} ${unit.toLowerCase()}`;
}
