/** What is typed into the forms of decisions, and what is wrong with it. */
import type { Problem } from '../page.ts';

export interface DecisionFields {
  readonly question: string;
  readonly owner: string;
  readonly dueOn: string;
}

export const LONGEST_TEXT = 2_000;

export function readFields(form: URLSearchParams): DecisionFields {
  const field = (name: string): string => (form.get(name) ?? '').trim();
  return { question: field('question'), owner: field('owner'), dueOn: field('dueOn') };
}

export function problemsOf({ question, dueOn }: DecisionFields): readonly Problem[] {
  return [
    ...(question === '' ? [{ text: 'Enter the question', href: '#question' }] : []),
    ...(question.length > LONGEST_TEXT
      ? [{ text: `The question must have ${LONGEST_TEXT} characters or fewer`, href: '#question' }]
      : []),
    ...(dueOn === '' || /^\d{4}-\d{2}-\d{2}$/.test(dueOn)
      ? []
      : [{ text: 'Enter the day as 2026-01-31, or leave it empty', href: '#dueOn' }]),
  ];
}

/** A blank field is nothing: it takes away what stood there. */
export function blankToNull(text: string): string | null {
  return text === '' ? null : text;
}

/** What the graph says is wrong, which begins with the name of the field. */
export function problemOf(message: string): Problem {
  const [, field = ''] = /^(\w+): /.exec(message) ?? [];
  const known = ['question', 'owner', 'dueOn', 'outcome', 'option'].includes(field);
  return { text: known ? message.slice(field.length + 2) : message, href: `#${known ? field : 'question'}` };
}
