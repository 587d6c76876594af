// What pages do better with script, and do without: select the words that an address names, offer to cite what a
// person selects, show how far a verification or an estimate is. Asks this server alone.
"use strict";

const codePoints = (text) => Array.from(text).length;

/** The span of code points that an address such as `#c120-184` names. */
function named() {
  const found = /^#c(\d+)-(\d+)$/.exec(location.hash);
  return found && { start: Number(found[1]), end: Number(found[2]) };
}

/** The DOM position of a code point within an element that begins at `first`. */
function position(element, first, wanted) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = wanted - first;
  let last = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const points = Array.from(node.data);
    if (left <= points.length) return { node, offset: points.slice(0, left).join("").length };
    left -= points.length;
    last = node;
  }
  // Beyond the line: its end, for a span that ends with the line feed.
  return last && { node: last, offset: last.data.length };
}

/** The last element that begins at or before a code point. */
function holder(elements, wanted) {
  let held = null;
  for (const element of elements) {
    if (Number(element.dataset.c) <= wanted) held = element;
  }
  return held;
}

/** Selects the named words and brings them into view. Asks for the page that has them when this one has not. */
function show() {
  const span = named();
  const elements = document.querySelectorAll("[data-c]");
  if (!span || elements.length === 0) return;
  const first = document.getElementById(`c${span.start}-${span.end}`) ?? document.querySelector("mark.cited");
  const asked = new URLSearchParams(location.search).get("at");
  if (!first && asked !== `c${span.start}-${span.end}`) {
    location.search = `?at=c${span.start}-${span.end}`;
    return;
  }
  const from = holder(elements, span.start);
  const to = holder(elements, span.end - 1);
  const start = from && position(from, Number(from.dataset.c), span.start);
  const end = to && position(to, Number(to.dataset.c), span.end);
  if (!start || !end) return;
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  (first ?? from).scrollIntoView({ block: "center", behavior: "instant" });
}

/** The code point at an end of the selection; null outside of an item's text. */
function codePoint(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-c]");
  if (!element) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return Number(element.dataset.c) + codePoints(range.toString());
}

/** Offers to cite what is selected. */
function offer() {
  const button = document.getElementById("cite-selection");
  const selection = getSelection();
  const area = document.querySelector("[data-item]");
  if (!button || !area) return;
  button.hidden = true;
  if (selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (!area.contains(range.startContainer) || !area.contains(range.endContainer)) return;
  const start = codePoint(range.startContainer, range.startOffset);
  const end = codePoint(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  button.href = `/item/${area.dataset.item}/cite?at=c${start}-${end}`;
  button.hidden = false;
}

/** Follows a verification or an estimate until it is done, or has something new to read. */
async function follow() {
  const bar = document.querySelector("progress[data-at]");
  while (bar) {
    await new Promise((done) => setTimeout(done, 400));
    const state = await fetch(bar.dataset.at).then((answer) => answer.json());
    if (state.total === undefined || state.stage !== bar.dataset.stage) {
      location.reload();
      return;
    }
    bar.max = Math.max(state.total, 1);
    bar.value = state.done;
  }
}

/** Presses the button, or goes to the field, that a single key stands for; while somebody writes, only Escape is heard. */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("button")) meant.click();
  else meant.focus();
}

addEventListener("keydown", press);
addEventListener("hashchange", show);
document.addEventListener("selectionchange", offer);
show();
follow();
