/** What every page with a report does: asks, saves, and says in words why there is no answer. */
import type { Viewer } from '../../viewer.ts';
import { COMPARE, instead, notWhole } from '../compare/refused.ts';
import { Instead, mustBeAskedHere, onlyWords, type Visit } from '../page.ts';
import { askReport } from './ask.ts';
import { choicesView } from './choices.ts';
import { addressOf, questionPath, readQuestion, type ReportQuestion } from './question.ts';
import { saveTable } from './save.ts';
import { reportView, type ReportShown } from './view.ts';

/**
 * Answers what the address asks of the report `name`. Throws what is to be shown instead if there is no answer, or if it is a table
 * that is to be saved. `path` has no query.
 */
export async function openReport(visit: Visit, snapshot: string, name: string, path: string) {
  const { graph, viewer, query, now } = visit;
  const question = withOwnLibrary(readQuestion(snapshot, name, query), viewer);
  if (query.get('save') === 'csv' && question.table !== null) {
    mustBeAskedHere(visit);
    const file = await saveTable(graph, question, question.table);
    // What is wrong with it is said where it was asked for.
    throw new Instead(file ?? { redirect: addressOf(path, question) });
  }
  const answer = await askReport(graph, question);
  const { data } = answer;
  const kind = data.comparisonReports.find((one) => one.name === name || one.formerly.includes(name));
  if (kind === undefined) {
    throw instead(404, 'There is no such question', 'All questions are listed below “Compare”.');
  }
  if (kind.name !== name) {
    // The tables have other names there: all of them are shown.
    throw new Instead({ redirect: addressOf(questionPath(snapshot, kind.name), question) });
  }
  if (answer.kind === 'NO_SNAPSHOT') throw noSnapshot(snapshot);
  if (answer.kind === 'NOT_PERMITTED') {
    throw instead(403, 'You may not see this', kind.question, answer.message);
  }
  const state = data.snapshot?.state ?? 'WHOLE';
  if (state !== 'WHOLE') throw notWhole(snapshot, state);
  const shown: ReportShown = { path, question, region: data.region, onlyLibraries: onlyLibrariesOf(viewer), now };
  const isAnswered = answer.kind === 'ANSWERED';
  // Nobody has chosen yet: nothing is wrong.
  const isToChoose = kind.scope === 'LIBRARY' && question.library === null;
  return {
    data,
    kind,
    question,
    choices: choicesView(data, kind, shown, isAnswered || isToChoose ? null : answer.message),
    // Null if something is to be chosen first, or was refused; `choices` says why.
    report: isAnswered ? reportView(answer.snapshot, answer.report, shown) : null,
  };
}

/** Null for who may see all libraries. */
export function onlyLibrariesOf(viewer: Viewer | null): Viewer['libraries'] | null {
  return viewer?.role === 'STAFF' ? viewer.libraries : null;
}

/** Whoever works for one library means that one. */
function withOwnLibrary(question: ReportQuestion, viewer: Viewer | null): ReportQuestion {
  const [own, another] = onlyLibrariesOf(viewer) ?? [];
  if (question.library !== null || own === undefined || another !== undefined) return question;
  return { ...question, library: own.id };
}

/** What is shown instead if there is no snapshot of this name, or none at all (null). */
export function noSnapshot(name: string | null): Instead {
  const what = 'Questions are answered from a snapshot: how all systems stood at one time.';
  const [title, paragraph] =
    name === null
      ? ['There is no snapshot yet', 'Somebody of the migration team takes one on the page “Compare”.']
      : [
          `There is no snapshot “${name}”`,
          'It may have been dropped. Those that there are stand on the page “Compare”.',
        ];
  const link = { text: 'Compare', href: COMPARE };
  return new Instead(onlyWords(404, { title, current: COMPARE, link }, [what, paragraph]));
}
