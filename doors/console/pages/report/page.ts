/** What every page with a report does: asks, saves, and says in words why there is no answer. */
import type { Viewer } from '../../viewer.ts';
import { messagePage } from '../compare/refused.ts';
import type { Page, Shown, Visit } from '../page.ts';
import { askReport } from './ask.ts';
import { choicesView } from './choices.ts';
import { addressOf, readQuestion, type ReportQuestion } from './question.ts';
import { saveTable } from './save.ts';
import { reportView, type ReportShown } from './view.ts';

/**
 * Answers what the address asks of the report `name`: gives an answer to show, or else what is to be shown. A table that is to be saved
 * is given as a file. `path` has no query.
 */
export async function openReport(visit: Visit, snapshot: string, name: string, path: string) {
  const { graph, viewer, query, now } = visit;
  const question = withOwnLibrary(readQuestion(snapshot, name, query), viewer);
  if (query.get('save') === 'csv' && question.table !== null) {
    const file = await saveTable(graph, question, question.table);
    if (file !== null) return { shown: file };
    // What is wrong with it is said where it was asked for.
    return { shown: { redirect: addressOf(path, question) } };
  }
  const answer = await askReport(graph, question);
  const { data } = answer;
  const kind = data.comparisonReports.find((one) => one.name === name);
  if (kind === undefined) {
    return {
      shown: messagePage(404, 'There is no such question', 'All questions are listed below “Compare”.'),
    };
  }
  if (answer.kind === 'NO_SNAPSHOT') return { shown: noSnapshot(snapshot) };
  if (answer.kind === 'NOT_PERMITTED') {
    return { shown: messagePage(403, 'You may not see this', kind.question, answer.message) };
  }
  const state = data.snapshot?.state ?? 'WHOLE';
  if (state !== 'WHOLE') return { shown: notWhole(snapshot, state) };
  const shown: ReportShown = { path, question, region: data.region, onlyLibraries: onlyLibrariesOf(viewer), now };
  const isAnswered = answer.kind === 'ANSWERED';
  // Nobody has chosen yet: nothing is wrong.
  const isToChoose = kind.scope === 'LIBRARY' && question.library === null;
  return {
    opened: {
      data,
      kind,
      question,
      choices: choicesView(data, kind, shown, isAnswered || isToChoose ? null : answer.message),
      // Null if something is to be chosen first, or was refused; `choices` says why.
      report: isAnswered ? reportView(answer.snapshot, answer.report, shown) : null,
    },
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

export function noSnapshot(name: string | null): Shown {
  const what = 'Questions are answered from a snapshot: how all systems stood at one time.';
  return name === null
    ? messagePage(404, 'There is no snapshot yet', what, 'Somebody of the migration team takes one below “Compare”.')
    : messagePage(
        404,
        `There is no snapshot “${name}”`,
        what,
        'It may have been dropped. Those that there are stand below “Compare”.',
      );
}

export function notWhole(name: string, state: 'TAKING' | 'FAILED'): Shown {
  return state === 'TAKING'
    ? messagePage(
        200,
        `The snapshot “${name}” is being taken`,
        'Its numbers are not complete yet, so none of them is shown. Come back in a few minutes; how far it is stands below “Compare”.',
      )
    : messagePage(
        200,
        `The snapshot “${name}” could not be taken`,
        'None of its numbers is shown: they would be wrong. Why it failed stands below “Compare”. Take another one.',
      );
}

/** Pages of the comparison are for staff, for their own libraries, and for the migration team and operators. */
export const NEEDS: NonNullable<Page['needs']> = 'STAFF';
