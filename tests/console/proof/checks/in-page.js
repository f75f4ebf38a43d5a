// Looks at a page from within, as the browser lays it out: run by the tests, sent to nobody. Gives what is there, and judges nothing.
(() => {
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility === 'visible';
  };
  const nameOf = (element) => {
    const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return `${element.localName} “${text.replace(/\s+/g, ' ').trim().slice(0, 60)}”`;
  };
  const targets = [
    ...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary'),
  ];
  // A radio button or a checkbox is hit through its label as well; the mark of a page in a sentence is as high as its line.
  const boxOf = (element) => element.getBoundingClientRect();
  const isInText = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    const block = element.closest('p, li, dd, dt, td, th, caption, label, legend, figcaption, blockquote');
    if (block === null) return false;
    const links = [...block.querySelectorAll('a')].map((link) => link.textContent.trim()).join('');
    return block.textContent.replace(/\s+/g, '').length > links.replace(/\s+/g, '').length;
  };
  // What is behind its text: its own background, or that of what it stands on.
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    const isClear = backgroundColor === 'rgba(0, 0, 0, 0)';
    return isClear && element.parentElement !== null ? behind(element.parentElement) : backgroundColor;
  };
  const coloursOf = (element) => ({ color: getComputedStyle(element).color, backgroundColor: behind(element) });
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(visible);
  const navigationOf = (selector) =>
    [...document.querySelectorAll(`${selector} a`)].map(
      (link) => `${link.textContent.trim()} ${link.getAttribute('href')}`,
    );
  return {
    title: document.title,
    headings: headings.map((heading) => ({
      level: Number(heading.localName.slice(1)),
      text: heading.textContent.trim(),
      // The design system puts what is wrong with a form before everything else.
      isSummary: heading.closest('.nhsuk-error-summary') !== null,
    })),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    smallTargets: targets
      .filter((target) => visible(target) && !isInText(target))
      .map((target) => ({ name: nameOf(target), width: boxOf(target).width, height: boxOf(target).height }))
      .filter(({ width, height }) => width < 23.99 || height < 23.99),
    cutText: [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => {
        const { overflowX, overflowY, textOverflow, clip, position } = getComputedStyle(element);
        if (position === 'absolute' && clip !== 'auto') return false;
        // What is typed scrolls in its field.
        if (element.localName === 'input') return false;
        const isCut = (overflow) => overflow === 'hidden' || overflow === 'clip';
        return (
          textOverflow === 'ellipsis' ||
          (isCut(overflowX) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) ||
          (isCut(overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 1)
        );
      })
      .map(nameOf),
    wideTables: [...document.querySelectorAll('.app-table-scroll')]
      .filter((frame) => frame.scrollWidth > frame.clientWidth)
      .filter((frame) => !/wider than the window/.test(frame.previousElementSibling?.textContent))
      .map(nameOf),
    headerLinks: navigationOf('header nav'),
    footerLinks: navigationOf('footer'),
    fields: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].map((field) => ({
      name: field.getAttribute('name'),
      type: field.getAttribute('type') ?? field.localName,
      autocomplete: field.getAttribute('autocomplete'),
      label: [...(field.labels ?? [])].map((label) => label.textContent.replace(/\s+/g, ' ').trim()).join(' '),
      value: field.value,
      // A page that forbids it takes the event and keeps what would be pasted.
      takesPaste: field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
    })),
    // Where colours are forced, what has no border and no words of its own is gone. Radio buttons are drawn by their labels.
    buttons: [
      ...document.querySelectorAll(
        'button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, [role=button]',
      ),
    ]
      .filter(visible)
      .map((button) => ({
        name: nameOf(button),
        hasMark: Number.parseFloat(getComputedStyle(button).borderTopWidth) > 0 || button.textContent.trim() !== '',
        ...coloursOf(button),
      })),
    marks: [...document.querySelectorAll('.nhsuk-tag, [class*="state"], td, th, main p, main li')]
      .filter(visible)
      .map((mark) => ({ name: nameOf(mark), ...coloursOf(mark) }))
      .filter(({ color, backgroundColor }) => color === backgroundColor),
    wordlessMarks: [...document.querySelectorAll('.nhsuk-tag, [class*="__state"]')]
      .filter((mark) => mark.textContent.trim() === '')
      .map((mark) => mark.outerHTML.slice(0, 200)),
    moving: document.getAnimations().length,
    // Of radio buttons that belong together one is reached, and the others from it with the arrow keys.
    focusable: new Set(
      [
        ...[document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])].flatMap(
          (tree) => [
            ...tree.querySelectorAll(
              'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
            ),
          ],
        ),
      ]
        .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }))
        .map((element) => (element.type === 'radio' ? element.name : element)),
    ).size,
  };
})();
