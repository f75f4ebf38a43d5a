/** A title as files for reference managers. */
import { CiteDocument } from '../../__generated__/operations.ts';
import { CITATION_FORMS } from '../../citations/formats.ts';
import { partOf } from '../../graph.ts';
import { notFound, type Page } from '../page.ts';
import { noSuchTitle } from './page.ts';

/** `/titles/ID/cite/FORM`: RIS, BibTeX or CSL JSON. No system is asked. */
export const citePage: Page = {
  path: '/titles/:id/cite/:form',
  async show({ graph, params: { id = '', form: ending = '' } }) {
    const form = CITATION_FORMS.find((one) => one.ending === ending);
    if (form === undefined)
      return notFound('There is no such file', 'Citations are written as RIS, BibTeX and CSL JSON.');
    const edition = partOf(await graph.ask(CiteDocument, { id }), 'edition');
    if (edition === null) return noSuchTitle();
    return { fileName: `citation.${ending}`, contentType: form.contentType, body: once(form.write(edition)) };
  },
};

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
