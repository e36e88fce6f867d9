"""What does not fit on a page, or in a meeting on its screen."""

MISFITS = """async () => {
  const whole = document.createElement('style'); // what is scrolled is not cut off: all of it is looked at
  whole.textContent = '.rows, .levers { max-height:none !important; } details { height:auto !important; }';
  document.head.append(whole);
  document.querySelector('[data-testid=stMain]').scrollTop = 0;
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const misfits = new Set(), texts = [], silent = 'SCRIPT STYLE NOSCRIPT OPTION TITLE'.split(' ');
  const boxes = new Map(); // what holds texts holds many: each is measured once
  const measured = (box) => {
    if (!boxes.has(box)) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(box), scrollable = /auto|scroll/;
      const can = scrollable.test(overflowX) || scrollable.test(overflowY);
      const cuts = can || box.tagName.toUpperCase() === 'SVG' || overflowX !== 'visible' || overflowY !== 'visible';
      boxes.set(box, { can, cuts, unseen: clipPath !== 'none', outer: cuts && box.getBoundingClientRect() });
    }
    return boxes.get(box);
  };
  const walker = document.createTreeWalker(document.querySelector('.meeting') ?? document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement, words = node.textContent.trim().slice(0, 60);
    if (!words || silent.includes(box.tagName.toUpperCase())) continue;
    if (!box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (box.closest('[data-testid=stSkipToContent], [data-testid=stSidebar][aria-expanded=false]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2 || rect.height < 2) continue;
      let { left, top, right, bottom } = rect, scrolls = false, clipped = false;
      for (let at = box; at !== document.body; at = at.parentElement) {
        if (at.dataset.testid === 'stMain') break; // scrolls up and down; nobody scrolls a page sideways
        const { can, cuts, unseen, outer } = measured(at);
        if (unseen) scrolls = true; // for screen readers alone
        if (!cuts) continue;
        const high = Math.max(bottom - outer.bottom, outer.top - top) / 2; // the room above letters
        const beyond = Math.max(right - outer.right, outer.left - left, high);
        if (can) scrolls ||= beyond > 0;
        else clipped ||= beyond > 1.5;
        [left, right] = [Math.max(left, outer.left), Math.min(right, outer.right)];
        [top, bottom] = [Math.max(top, outer.top), Math.min(bottom, outer.bottom)];
      }
      if (!scrolls && clipped) misfits.add(`cut off: ${words}`);
      if (!scrolls && rect.right > innerWidth + 1) misfits.add(`past the page: ${words}`);
      if (right - left > 2 && bottom - top > 2) texts.push({ words, left, top, right, bottom, node });
    }
  }
  texts.sort((one, two) => one.top - two.top);
  texts.forEach((one, index) => {
    for (let at = index + 1; at < texts.length && texts[at].top < one.bottom; at += 1) {
      const two = texts[at], lowest = Math.min(one.bottom - one.top, two.bottom - two.top);
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const up = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (one.node !== two.node && across > 2 && up > lowest * 0.35) misfits.add(`${one.words} | ${two.words}`);
    }
  });
  whole.remove();
  document.querySelectorAll('.chart').forEach((chart) => {
    if (document.querySelector('.meeting') && !chart.closest('.meeting')) return;
    if (!chart.chartData.figure.data.some(({ orientation }) => orientation === 'h')) return; // beside names
    const bars = [...chart.querySelectorAll('.bars .point')].map((bar) => bar.getBoundingClientRect().width);
    if (!bars.some((long) => long > chart.clientWidth / 12)) misfits.add(`no bar to be seen: ${chart.chartData.name}`);
  });
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth + 1) misfits.add(`the page is ${scrollWidth} wide`);
  return { misfits: [...misfits], texts: texts.length };
}"""
"""What does not fit: cut off by what holds it, past the page, lying on another, or bars squeezed to nothing by their
words; and how many texts there are."""
