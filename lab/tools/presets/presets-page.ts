/** The part of docs/presets.md that is made of the presets: what each claims, how good that is, and what to ask. */
import { isUnseenPreset, type Claim, type Preset, type Standing } from '#adapters/presets/index.ts';
import { pathsOf } from '#platform/merge-settings.ts';

const BEGIN = '<!-- The rest is written by npm run docs:presets. -->';

/** The page with that part written anew. Throws if the page does not say where it begins. */
export function withPresets(page: string, presets: readonly Preset[]): string {
  const [own, ...rest] = page.split(BEGIN);
  if (own === undefined || rest.length === 0) throw new Error(`the page has no line ${BEGIN}`);
  return `${own}${BEGIN}\n\n${presets.map(sectionOf).join('\n\n')}\n`;
}

function sectionOf(preset: Preset): string {
  const { name, title, supplier, base, live, claims } = preset;
  const parts = live === null ? `\`${base}\`, without a live part` : `\`${base}\`, with a live part \`${live}\``;
  const questions = claims
    .filter(({ ask }) => ask !== undefined)
    .map(({ ask = '', untilThen = '' }, index) => `${index + 1}. ${ask}\n   Until then: ${untilThen}`);
  return [
    `## ${name}`,
    `${title} (${supplier}): ${parts}.${isUnseenPreset(preset) ? ' **EXPERIMENTAL**: no running one has been seen.' : ''}`,
    claims.map(claimLine).join('\n'),
    `### The letter to ${supplier} about ${title}`,
    'Dear colleagues,',
    `**[the library]** uses ${title}. Its holdings are to appear in the shared catalogue of **[the region]**, with what is on the shelf and what is on loan. The catalogue only reads, and shows nothing as available that your system has not said is available. We would be grateful for answers to these questions; behind each stands what readers see until then. Please send nothing about a reader, and no password by e-mail.`,
    questions.join('\n'),
    'With many thanks, **[name, role, library]**',
  ].join('\n\n');
}

function claimLine(claim: Claim): string {
  const paths = [
    ...(claim.settings === undefined ? [] : collapsed(pathsOf(claim.settings, 'settings'))),
    ...(claim.live === undefined ? [] : collapsed(pathsOf(claim.live, 'live'))),
  ];
  const sets = paths.length === 0 ? '' : ` Sets ${paths.map((path) => `\`${path}\``).join(', ')}.`;
  return `- ${capital(claim.that)}. ${standingOf(claim.standing)}.${sets}`;
}

function standingOf(standing: Standing): string {
  switch (standing.is) {
    case 'CONFIRMED':
      return `**Confirmed** by ${standing.transcript} (version ${standing.version}, ${standing.on})`;
    case 'DOCUMENTED':
      return `**Documented**: ${standing.where}`;
    case 'ASSUMED':
      return `**Assumed**: ${standing.because}`;
  }
}

/** More than two values of one mapping are called by the mapping. */
function collapsed(paths: readonly string[]): readonly string[] {
  const byParent = Map.groupBy(paths, (path) => path.slice(0, Math.max(0, path.lastIndexOf('.'))));
  return [...byParent].flatMap(([parent, inside]) => (inside.length > 2 ? [`${parent}.*`] : inside));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
