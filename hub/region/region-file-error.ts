import { MerciaError } from '#platform/errors.ts';

/** One thing that is wrong in a region file, and where. */
export interface RegionFault {
  /** 1-based; 1 where the file has nothing nearer. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  /** The key, as a person would write it: `systems[1].address`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  /** What to do about it; null if the message says it all. */
  readonly hint: string | null;
}

/** A region file that cannot be used: `CONFIG_INVALID`, with every fault at once, in the order of the file. */
export class RegionFileError extends MerciaError {
  readonly fileName: string;
  readonly faults: readonly RegionFault[];

  constructor(fileName: string, faults: readonly RegionFault[], options: { readonly cause?: unknown } = {}) {
    const sorted = faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const count = sorted.length === 1 ? '1 fault' : `${sorted.length} faults`;
    const lines = sorted.map((fault) => toLine(fileName, fault));
    super('CONFIG_INVALID', [`${fileName} has ${count}:`, ...lines].join('\n'), options);
    this.fileName = fileName;
    this.faults = sorted;
  }
}

/** `region.yaml:14: systems[1].address: must begin with http:// or https:// (say https://…)` */
function toLine(fileName: string, fault: RegionFault): string {
  const place = fault.path === '' ? '' : ` ${fault.path}:`;
  const hint = fault.hint === null ? '' : ` (${fault.hint})`;
  return `${fileName}:${fault.line}:${place} ${fault.message}${hint}`;
}
