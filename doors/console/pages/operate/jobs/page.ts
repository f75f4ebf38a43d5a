import { OperateCancelJobDocument, OperateJobsDocument } from '../../../__generated__/operations.ts';
import type { Notice, Page, Submission } from '../../page.ts';
import { jobsView } from './view.ts';

const PATH = '/operate/jobs';

/** `/operate/jobs`: what runs, what failed and why, and cancelling. */
export const jobsPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  async show({ graph, now }) {
    const { data } = await graph.ask(OperateJobsDocument, {});
    return { template: 'pages/operate/jobs/page.njk', model: jobsView(data, now) };
  },
  submit: async (submission) => ({ redirect: PATH, notice: await cancel(submission) }),
};

async function cancel({ graph, form }: Submission): Promise<Notice> {
  const { data } = await graph.ask(OperateCancelJobDocument, { id: form.get('job') ?? '' });
  const { cancelComparisonJob: cancelled } = data;
  if (cancelled === null) {
    const paragraphs = ['Look at the list below, and try again if the job still waits or runs.'];
    return { kind: 'important', heading: 'We cannot tell whether the job was cancelled', paragraphs };
  }
  if (cancelled.job === null) {
    const paragraphs = ['It was over already.'];
    return { kind: 'important', heading: 'Nothing was cancelled', paragraphs };
  }
  const paragraphs = ['A job that runs ends at its next step. What it had begun is not complete.'];
  return { kind: 'success', heading: 'The job is cancelled', paragraphs };
}
