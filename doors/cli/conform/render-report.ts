/** What `mercia conform` prints: what is proven, what fails and how, and what was not tried and why. */
import { CAPABILITIES } from '#contract/adapter.ts';
import type { CheckResult, ConformReport } from '#conformance/real/conform.ts';
import { renderTable } from '../output.ts';

/**
 * One line for each capability, with the number of checks that need it and found nothing. One that is declared and that no check could try is
 * never called proven.
 */
export function standings({ declared, results }: ConformReport) {
  return CAPABILITIES.map((capability) => {
    const own = results.filter(({ needs }) => needs.at(-1) === capability || needs.includes(capability));
    const failed = own.filter(({ verdict }) => verdict.verdict === 'failed');
    const proven = own.filter(({ verdict }) => verdict.verdict === 'proven').length;
    if (failed.length > 0)
      return { capability, standing: 'FAILS', proven, why: `${failed.length} checks found something` };
    if (!declared.includes(capability)) return { capability, standing: 'absent as declared', proven, why: '' };
    if (proven > 0) return { capability, standing: 'proven', proven, why: `${proven} checks found nothing wrong` };
    return { capability, standing: 'not tried', proven, why: whyNot(own) };
  });
}

function whyNot(own: readonly CheckResult[]): string {
  const why = own.flatMap(({ verdict }) => (verdict.verdict === 'not tried' ? [verdict.why] : []));
  return why[0] ?? 'no check of a real system needs it';
}

export function renderConform(report: ConformReport): string {
  const { system, results, questions } = report;
  const by = (verdict: string) => results.filter((one) => one.verdict.verdict === verdict);
  const [proven, absent, failed, untried] = [by('proven'), by('absent'), by('failed'), by('not tried')];
  const lines = [
    `${system.id}  ${system.name} (${system.kind}): ${proven.length} checks proven, ${failed.length} failed, ` +
      `${absent.length} absent as declared, ${untried.length} not tried; ${questions} questions`,
    '',
    renderTable(standings(report).map(({ capability, standing, why }) => ['  ', standing, capability, why])),
  ];
  if (failed.length > 0) lines.push('', 'Failed:', ...failed.map(describeFailure));
  if (untried.length > 0) lines.push('', 'Not tried:', renderTable(countReasons(untried)));
  return lines.join('\n');
}

function describeFailure({ group, check, touches, verdict }: CheckResult): string {
  if (verdict.verdict !== 'failed') return '';
  const where = group === null ? '' : `${group}: `;
  const detail =
    mayShow(touches) && verdict.detail !== null ? `\n      ${verdict.detail.replaceAll('\n', '\n      ')}` : '';
  return `   ${where}it ${check}\n      ${verdict.words}${detail}`;
}

/** Values are shown where they cannot be a reader's. */
export function mayShow(touches: CheckResult['touches']): boolean {
  return touches !== 'reader' && touches !== 'pins' && touches !== 'writes';
}

function countReasons(untried: readonly CheckResult[]): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  for (const { verdict } of untried) {
    if (verdict.verdict === 'not tried') counts.set(verdict.why, (counts.get(verdict.why) ?? 0) + 1);
  }
  return Array.from(counts, ([why, count]) => ['  ', String(count), why]);
}

/** The report for a file: what a reader could be found in is left out. */
export function toConformJson(report: ConformReport, at: Date): unknown {
  return {
    madeAt: at.toISOString(),
    system: report.system,
    questions: report.questions,
    capabilities: standings(report),
    checks: report.results.map(({ group, check, touches, needs, verdict }) => ({
      group,
      check,
      touches,
      needs,
      ...(verdict.verdict === 'failed' && !mayShow(touches) ? { verdict: 'failed', words: verdict.words } : verdict),
    })),
  };
}
