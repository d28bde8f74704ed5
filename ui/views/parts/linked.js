// Two texts side by side: a passage leads to its partner, and the columns scroll together.
(() => {
  if (window.innokbLinked) return;
  window.innokbLinked = true;

  let driver = null; // the side that the person moves; the other one follows
  let line = 0.3; // how far down a column the place is that both columns show alike, as a share of its height

  const sideOf = (node) => node.closest?.('.compared .side');
  const otherOf = (side) => [...side.parentElement.children].find((child) => child !== side);
  const scrolls = (side) => getComputedStyle(side).overflowY !== 'visible' && side.scrollHeight > side.clientHeight + 1;
  const top = (side, node) => node.getBoundingClientRect().top - side.getBoundingClientRect().top + side.scrollTop;
  const on = (side, number) => side.querySelector(`a[data-passages~="${number}"]`);
  const numbers = (link) => link.dataset.passages.split(' ');

  // Where both columns show the same: their beginnings, every passage, their ends; in the order of `side`.
  const anchors = (side, other) => {
    const places = [...side.querySelectorAll('a[data-label]')].flatMap((link) =>
      numbers(link).map((number) => on(other, number)).filter(Boolean).slice(0, 1).map((partner) => [top(side, link), top(other, partner)]));
    places.sort((one, another) => one[0] - another[0]);
    return [[0, 0], ...places, [side.scrollHeight, other.scrollHeight]];
  };

  const follow = (side) => {
    const other = otherOf(side);
    if (!other || !scrolls(other)) return;
    const at = side.scrollTop + line * side.clientHeight;
    const places = anchors(side, other);
    const next = Math.max(1, places.findIndex(([here]) => here > at));
    const [[from, fromThere], [to, toThere]] = [places[next - 1], places[next]];
    const there = to > from ? fromThere + ((at - from) / (to - from)) * (toThere - fromThere) : toThere;
    other.scrollTop = there - line * other.clientHeight;
  };

  const light = (pair, chosen, look) => {
    pair.querySelectorAll(`.${look}`).forEach((link) => link.classList.remove(look));
    chosen.forEach((number) => pair.querySelectorAll(`a[data-passages~="${number}"]`).forEach((link) => link.classList.add(look)));
  };

  const open = (link) => {
    const side = sideOf(link);
    const other = otherOf(side);
    const number = numbers(link)[0];
    const partner = on(other, number);
    light(side.parentElement, [number], 'chosen');
    if (!partner) return;
    driver = side;
    if (scrolls(other)) {
      const height = link.getBoundingClientRect().top - side.getBoundingClientRect().top;
      line = Math.min(0.9, Math.max(0, height / side.clientHeight));
      other.scrollTop = top(other, partner) - height;
    }
    const sideBySide = Math.abs(side.getBoundingClientRect().top - other.getBoundingClientRect().top) < 2;
    partner.scrollIntoView({ block: sideBySide ? 'nearest' : 'center' });
    partner.focus({ preventScroll: true });
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('.compared a.passage');
    if (link) { event.preventDefault(); open(link); }
    if (event.target.closest?.('[data-print]')) window.print();
  });
  document.addEventListener('mouseover', (event) => {
    const link = event.target.closest?.('.compared a.passage');
    const pair = event.target.closest?.('.compared');
    if (pair) light(pair, link ? numbers(link).slice(0, 1) : [], 'lit');
  });
  for (const moved of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    document.addEventListener(moved, (event) => { const side = sideOf(event.target); if (side) driver = side; }, { passive: true, capture: true });
  }
  window.addEventListener('beforeprint', () => { // paper cannot be clicked
    document.querySelectorAll('.waterfall details').forEach((details) => { details.open = true; });
  });
  document.addEventListener('scroll', (event) => { if (event.target === driver) follow(driver); }, { passive: true, capture: true });
})();
