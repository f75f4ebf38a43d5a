// What has the focus, and whether it can be seen: run by the tests after each press of the tab key.
(() => {
  let element = document.activeElement;
  // What comes bit by bit stands in a tree of its own, whose host has the focus for the page.
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === null || element === document.body) return null;
  // Behind the last one a browser may begin again without leaving the page.
  window.reachedByTab ??= new WeakSet();
  if (window.reachedByTab.has(element)) return null;
  window.reachedByTab.add(element);
  // Of what is larger than the window, the part that is in it counts.
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const isInView = left < right && top < bottom;
  const hit = isInView ? element.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
  const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(element);
  return {
    name: `${element.localName} “${(element.textContent || element.getAttribute('name') || '').replace(/\s+/g, ' ').trim().slice(0, 60)}”`,
    isInView,
    isOnTop: hit !== null && (element.contains(hit) || hit.contains(element)),
    isMarked:
      (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) ||
      boxShadow !== 'none' ||
      backgroundColor === 'rgb(255, 235, 59)',
  };
})();
