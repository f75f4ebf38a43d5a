/** Comments with `--` inside, which XML forbids and hand-made exports have. */

/** What is no comment although it may look like one. */
const CDATA = ['<![CDATA[', ']]>'] as const;
const COMMENT = ['<!--', '-->'] as const;

/** Where a comment may have ended that was not closed as it should be. */
const MAY_HOLD_A_RECORD = /<!--|<\/?(?:[\w.-]+:)?record[\s/>]/;

/** Whether the parser's reason to refuse a text is a comment of this kind. */
export function isWrongComment(reason: string): boolean {
  return reason.includes('malformed comment');
}

/**
 * The text without its comments; null where none of them is wrong, or where one may have swallowed the beginning or the
 * end of a record.
 */
export function withoutWrongComments(text: string): string | null {
  let kept = '';
  let at = 0;
  let wrong = false;
  for (;;) {
    const start = text.indexOf('<!', at);
    if (start === -1) break;
    const [opening, ending] = text.startsWith(CDATA[0], start) ? CDATA : COMMENT;
    const from = start + opening.length;
    const end = text.startsWith(opening, start) ? text.indexOf(ending, from) : -1;
    if (end === -1) return null;
    const behind = end + ending.length;
    if (opening === CDATA[0]) {
      kept += text.slice(at, behind);
    } else {
      const comment = text.slice(from, end);
      if (comment.includes('--') || comment.endsWith('-')) {
        if (MAY_HOLD_A_RECORD.test(comment)) return null;
        wrong = true;
      }
      kept += text.slice(at, start);
    }
    at = behind;
  }
  return wrong ? kept + text.slice(at) : null;
}
