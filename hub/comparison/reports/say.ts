/** Numbers in sentences that people read. */

/** `1,204`. */
export function sayNumber(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `1 record`, `1,204 records`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
