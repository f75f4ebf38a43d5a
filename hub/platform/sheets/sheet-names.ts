/** Excel refuses a workbook with a longer name. */
const LONGEST_NAME = 31;

/** Gives each sheet of one workbook a name that Excel accepts; the second of two alike gets `(2)` behind it. */
export function createSheetNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const valid = validName(wanted);
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : ` (${number})`;
      const name = cut(valid, LONGEST_NAME - ending.length) + ending;
      // To Excel, case is no difference.
      const key = name.toLocaleUpperCase('en');
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}

function validName(wanted: string): string {
  const name = wanted
    .toWellFormed()
    .replaceAll(/[[\]:*?/\\]/g, '-')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/^['\s]+|['\s]+$/g, '');
  // Excel keeps this name for itself.
  if (/^history$/i.test(name)) return `${name}-`;
  return name === '' ? 'Sheet' : name;
}

function cut(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/['\s]+$/, '');
}
