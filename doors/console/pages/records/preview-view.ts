/** What a decision would change, before it is made; and what is shown if somebody decided meanwhile. */
import type {
  ChangedEditionFragment,
  PreviewRulingQuery,
  RulingChangesFragment,
} from '../../__generated__/operations.ts';
import { listNames } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { done, notDone, type Notice } from '../page.ts';
import type { Choice, RulingForm } from './ruling-form.ts';
import { sayRuling } from './verdict.ts';
import { titleHref, pairHref, rulingHref } from '../hrefs.ts';
import { nameRecord } from '../../words/records.ts';

type Named = NonNullable<PreviewRulingQuery['a']>;
type Preview = NonNullable<PreviewRulingQuery['rulingPreview']>;

export interface Previewed {
  readonly a: Named;
  readonly b: Named;
  readonly preview: Preview;
  readonly form: RulingForm & { readonly choice: Choice };
  readonly now: number;
  /** Whether another ruling stands than the one that was seen. */
  readonly ruledMeanwhile: boolean;
  readonly trouble?: string;
}

const INTENT: Readonly<Record<Choice, string>> = {
  SAME: 'You are about to decide that these two records are one edition.',
  DIFFERENT: 'You are about to decide that these two records are two editions.',
  NONE: 'You are about to take the decision on these two records back. Matching then decides.',
};

const CONFIRM: Readonly<Record<Choice, string>> = {
  SAME: 'Decide: one edition',
  DIFFERENT: 'Decide: two editions',
  NONE: 'Take the decision back',
};

export function previewView({ a, b, preview, form, now, ruledMeanwhile, trouble = '' }: Previewed) {
  const { standing, effect, against } = preview;
  return {
    title: ruledMeanwhile ? 'Somebody decided meanwhile' : 'What would change',
    current: '/find',
    meanwhile: ruledMeanwhile ? sayMeanwhile(standing, now) : [],
    trouble,
    intent: INTENT[form.choice],
    records: [a, b].map((record) => `${record.title ?? 'Without a title'} (${nameRecord(record)})`),
    summary: sumUp(effect, form.choice),
    before: effect.before.map(toEdition),
    after: effect.after.map(toEdition),
    against: against.map((ruling) => ({
      text: `${ruling.decision === 'SAME' ? 'One edition' : 'Two editions'}, decided ${sayWhen(ruling.at, now)}: ${[
        ruling.a,
        ruling.b,
      ]
        .map((record) => (record === null ? 'a record that is not public' : nameRecord(record)))
        .join(' and ')}`,
      href: ruling.a === null || ruling.b === null ? null : pairHref(ruling.a.id, ruling.b.id),
    })),
    note: form.choice === 'NONE' ? '' : form.note,
    confirm: ruledMeanwhile ? `${CONFIRM[form.choice]} all the same` : CONFIRM[form.choice],
    pair: pairHref(a.id, b.id),
    rulingHref: rulingHref(a.id, b.id),
    fields: { decision: form.choice, note: form.choice === 'NONE' ? '' : form.note, seen: standing?.id ?? '' },
  };
}

/** What came of a decision, for the top of the next page. */
export function decidedNotice(
  choice: Choice,
  outcome: 'DONE' | 'ALREADY_SO',
  effect: RulingChangesFragment | null,
): Notice {
  const links = (effect?.after ?? []).flatMap(({ id, title }) =>
    id === null ? [] : [{ text: title, href: titleHref(id) }],
  );
  if (outcome === 'ALREADY_SO' || effect === null) {
    return done('It was so already', 'Nothing had to be changed.');
  }
  if (choice !== 'NONE' && (choice === 'SAME') !== effect.together) {
    const why = 'Another decision on records of the same editions stands against it. Take that one back first.';
    return { ...notDone('Your decision is kept, but it has no effect now', why), links };
  }
  const what = choice === 'NONE' ? 'The decision is taken back' : 'Your decision is made';
  const changed = effect.before.length === 0 ? 'No title is changed by it.' : sayCounts(effect, 'became');
  return { ...done(what, changed), links };
}

/** It is not known whether the graph has done it. */
export const UNSURE_NOTICE: Notice = notDone(
  'We cannot tell whether your decision was made',
  'The answer of the catalogue was lost. This page shows what stands now: look here before you decide again. Deciding the same twice does no harm.',
);

function sayMeanwhile(standing: Preview['standing'], now: number): readonly string[] {
  const nothing = 'Nothing of what you sent was changed.';
  if (standing === null) return [nothing, 'The decision that you saw was taken back. None stands now.'];
  return [nothing, ...sayRuling(standing, now)];
}

function sumUp(effect: RulingChangesFragment, choice: Choice): string {
  if (choice !== 'NONE' && (choice === 'SAME') !== effect.together) {
    return effect.before.length === 0
      ? 'No title would change: another decision stands against it.'
      : `${sayCounts(effect, 'would become')} The two records would not be as you decide: another decision stands against it.`;
  }
  if (effect.before.length > 0) return sayCounts(effect, 'would become');
  return choice === 'NONE'
    ? 'No title would change: matching decides the same.'
    : 'No title would change: it is so already. Your decision would stand, even if matching later says otherwise.';
}

function sayCounts({ before, after }: RulingChangesFragment, become: string): string {
  const count = (number: number): string => (number === 1 ? 'One title' : `${String(number)} titles`);
  return `${count(before.length)} ${become} ${count(after.length).toLowerCase()}.`;
}

function toEdition({ id, title, recordCount, libraries, records }: ChangedEditionFragment) {
  const names = libraries.map(({ name }) => name);
  const more = recordCount - records.length;
  return {
    title,
    href: id === null ? null : titleHref(id),
    held: names.length === 0 ? 'No library has a copy listed.' : `Held by ${listNames(names)}`,
    records: records.map(nameRecord),
    more: more > 0 ? `and ${plural(more, 'further record')}` : '',
  };
}
