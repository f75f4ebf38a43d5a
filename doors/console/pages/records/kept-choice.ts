/**
 * A choice on its way from one step to the next: the session keeps it, so that each step is a page of its own address, to which Back
 * leads without sending a form again. No address holds what somebody wrote.
 */
import type { SessionMemory } from '../page.ts';
import { readForm, writeForm, type RulingForm } from './ruling-form.ts';

const NAME = 'records.ruling';

interface Pair {
  readonly a?: string;
  readonly b?: string;
}

/** In the place of a choice on any other pair. */
export async function keepChoice(memory: SessionMemory, { a = '', b = '' }: Pair, form: RulingForm): Promise<void> {
  const kept = new URLSearchParams({ a, b, ...writeForm(form) }).toString();
  await memory.change(NAME, () => kept);
}

/** Null if none is kept on this pair. */
export async function readChoice(memory: SessionMemory | null, { a = '', b = '' }: Pair): Promise<RulingForm | null> {
  const kept = new URLSearchParams((await memory?.read(NAME)) ?? '');
  return kept.get('a') === a && kept.get('b') === b ? readForm(kept) : null;
}

/** What was decided is no choice any more: Back shows what stands. */
export async function forgetChoice(memory: SessionMemory | null): Promise<void> {
  await memory?.change(NAME, () => null);
}
