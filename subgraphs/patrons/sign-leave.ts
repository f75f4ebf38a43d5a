import type { PatronsContext } from './context.ts';
import { getDesk } from './context.ts';
import type { AccountModel } from './models.ts';

/** Leave for whoever asks to read the account, good for minutes; null where there is none. */
export async function signLeave({ id: account, leave }: AccountModel, context: PatronsContext): Promise<string | null> {
  const { subject } = context.caller;
  if (subject === null || 'refusal' in leave) return null;
  return getDesk(context).sign({ subject, account, purpose: leave.purpose });
}
