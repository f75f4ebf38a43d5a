/** What is said of one setting (`settings-table.ts`). */
import type { z } from 'zod';

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly variable: string;
  /** The flag, and its argument in a command's help; null if there is none. */
  readonly flag: string | null;
  readonly argument: string | null;
  /** What a value may be, and the default. */
  readonly schema: Schema;
  /** The description in help and docs. */
  readonly meaning: string;
  /** Whether its value must never be repeated, not even in an error message. */
  readonly secret: boolean;
}

interface SettingEntry<Schema extends z.ZodType> {
  readonly variable: string;
  /** `--region <file>` */
  readonly flag?: string;
  readonly schema: Schema;
  readonly meaning: string;
  readonly secret?: boolean;
}

export function setting<Schema extends z.ZodType>(entry: SettingEntry<Schema>): Setting<Schema> {
  const [flag = null, argument = null] = entry.flag?.split(' ') ?? [];
  return { ...entry, flag, argument, secret: entry.secret ?? false };
}
