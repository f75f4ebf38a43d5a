export const V8_FLAGS: Readonly<Record<'part' | 'whole' | 'harvest', readonly string[]>>;
export function chooseV8Flags(args: readonly string[]): readonly string[];
export function runsLong(args: readonly string[]): boolean;
export function withoutSaid(flags: readonly string[], said: readonly string[]): readonly string[];
