/**
 * Each form looks once. A browser that is told to go back, and to send a form again, would otherwise show an account that was put away,
 * and a look would be written down that nobody made.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SessionMemory } from '../page.ts';

const formShape = z.strictObject({ key: z.string(), at: z.number() });

/** Milliseconds for which a form can be sent; the session remembers for as long that it was. */
const FORM_MS = 30 * 60_000;
const BOUND = 'desk form';
const NAME = 'desk.used';

export function newForm({ sealer }: SessionMemory, now: number): string {
  return sealer.seal(JSON.stringify({ key: randomUUID(), at: now }), BOUND);
}

/** Whether this form may look: once, in the session that it was made for, and not for long. */
export async function useForm(memory: SessionMemory, sealed: string, now: number): Promise<boolean> {
  const text = memory.sealer.open(sealed, BOUND);
  if (text === null) return false;
  const form = formShape.parse(JSON.parse(text));
  if (now - form.at > FORM_MS) return false;
  let isNew = false;
  await memory.change(NAME, (kept) => {
    const used = z.array(formShape).parse(JSON.parse(kept ?? '[]'));
    isNew = used.every(({ key }) => key !== form.key);
    return JSON.stringify([...used.filter(({ at }) => now - at <= FORM_MS), ...(isNew ? [form] : [])]);
  });
  return isNew;
}
