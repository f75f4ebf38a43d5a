/**
 * Judges what RTAC and DAIA tell: above all that nothing is told to be away that was in its place all the time, and that no
 * library's copies are left out, for both are read as "not available".
 */
import { windowOf } from '../judge/circumstances.ts';
import type { DrilledSystem } from '../systems.ts';
import type { CopyTruth } from '../world/truth.ts';
import type { DaiaLine, RtacLine, ServicesAnswer } from './ask-services.ts';
import { asksListedCopies } from '#simulators/simulated-kind.ts';

export interface ServicesVerdict {
  readonly copies: number;
  readonly away: number;
  readonly breaches: readonly string[];
}

/** The words for what is in its place, or is not known to be elsewhere now. */
const NOT_AWAY = /^On the shelf|^Probably on the shelf|may be|could not check|\(as of |on the shelf \w+ [\d:]+$/i;
const SURELY_THERE = /^On the shelf$/;
/** What a service answers if nothing can be said. */
const NOTHING_SAID = [502, 503, 504];

export function judgeServices(
  systems: readonly DrilledSystem[],
  titles: readonly number[],
  answer: ServicesAnswer,
): ServicesVerdict {
  const { rtac, daia, statuses } = answer;
  const breaches: string[] = [];
  if (statuses.rtac !== 200) breaches.push(`RTAC answers ${statuses.rtac}`);
  if (statuses.daia !== 200 && !NOTHING_SAID.includes(statuses.daia)) breaches.push(`DAIA answers ${statuses.daia}`);
  const barcodes = new Map<string, string>();
  let [copies, away] = [0, 0];
  for (const title of new Set(titles)) {
    const lines = rtac.get(title);
    if (lines === undefined) {
      if (statuses.rtac === 200) breaches.push(`RTAC: title ${title} is missing`);
      continue;
    }
    breaches.push(...judgeWholeness(systems, title, lines, answer));
    for (const { id, barcode, status, dueDate } of lines) {
      if (barcode === '') continue;
      barcodes.set(id, barcode);
      const isAway = !NOT_AWAY.test(status) || dueDate !== undefined;
      copies += 1;
      away += isAway ? 1 : 0;
      const truths = truthsOf(systems, id, barcode, answer);
      const said = { isAway, isThere: SURELY_THERE.test(status) };
      breaches.push(...judgeClaim(`RTAC: ${id} is "${status}"`, said, truths));
    }
    for (const item of daia.get(title) ?? []) breaches.push(...judgeItem(item, systems, barcodes, answer));
  }
  return { copies, away, breaches };
}

function judgeItem(
  { id = '', available = [], unavailable = [] }: DaiaLine,
  systems: readonly DrilledSystem[],
  barcodes: ReadonlyMap<string, string>,
  answer: ServicesAnswer,
): readonly string[] {
  const graphId = decodeURI(id.slice(id.indexOf(':', id.indexOf(':') + 1) + 1)) || id;
  const key = [...barcodes.keys()].find((one) => graphId.endsWith(one));
  if (key === undefined) return [];
  const isOf = (list: typeof available): boolean => list.some(({ service }) => service === 'loan');
  const said = { isAway: isOf(unavailable), isThere: isOf(available) };
  return judgeClaim(`DAIA: ${key}`, said, truthsOf(systems, key, barcodes.get(key) ?? '', answer));
}

function judgeClaim(
  what: string,
  said: { readonly isAway: boolean; readonly isThere: boolean },
  truths: readonly CopyTruth[],
): readonly string[] {
  if (truths.length === 0) return [];
  const inPlace = truths.filter((truth) => truth?.status === 'AVAILABLE').length;
  if (said.isAway && inPlace === truths.length) return [`${what}: told to be away, and was there all the time`];
  return said.isThere && inPlace === 0 ? [`${what}: told to be there, and never was`] : [];
}

/** Every system that has copies of a title has a line, unless the whole title is told to be unknown. */
function judgeWholeness(
  systems: readonly DrilledSystem[],
  title: number,
  lines: readonly RtacLine[],
  { askedAt, answeredAt }: ServicesAnswer,
): readonly string[] {
  if (lines.length === 1 && lines[0]?.library.code === '') return [];
  const libraries = new Set(lines.map(({ library }) => library.code));
  return systems.flatMap((system) => {
    const { id, truth, freshForMs, login } = system;
    const { from } = windowOf(new Date(askedAt - freshForMs).toISOString());
    const isSeen = (barcode: string) => !asksListedCopies(login) || truth.isFirst(barcode);
    const copies = [...(truth.titles.get(title)?.copies ?? [])].filter(([barcode]) => isSeen(barcode));
    const wasThere = copies.some(([, copy]) => !copy.between(from, answeredAt).includes(null));
    return wasThere && !libraries.has(`lib-${id}`) ? [`RTAC: title ${title}: the copies of ${id} are left out`] : [];
  });
}

/** What was true of a copy while it may have been asked for; none if it is no copy of the drill. */
function truthsOf(
  systems: readonly DrilledSystem[],
  id: string,
  barcode: string,
  { askedAt, answeredAt }: ServicesAnswer,
): readonly CopyTruth[] {
  const system = systems.find((one) => id.startsWith(`${one.id}:`));
  if (system === undefined) return [];
  const { from } = windowOf(new Date(askedAt - system.freshForMs).toISOString());
  return system.truth.titleOf(barcode)?.copies.get(barcode)?.between(from, answeredAt) ?? [];
}
