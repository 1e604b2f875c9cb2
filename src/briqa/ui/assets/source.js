// Draws the pane anew for each value, with the current span in view; leads from mark to mark.
//
// All of it is replaced at once instead of being changed piece by piece, so nothing moves while it
// is seen. The page itself stays where it is, unless the pane lies below the answer in a narrow
// window and the reader asked for it.
const NARROW = "(max-width: 900px)";
const STEP_KEYS = { n: "following", p: "previous" };
const ALT_STEP_KEYS = { ArrowDown: "following", ArrowUp: "previous" };

const frame = element.querySelector(".source-frame");
const status = element.querySelector(".source-status");
let view = "page"; // as the reader chose it last

const say = (line) => {
  status.textContent = line;
};

const regions = () => [...element.querySelectorAll(".source-page, .source-text")];
const shownRegion = () => regions().find((region) => region.clientHeight);

const currentMark = () => shownRegion()?.querySelector('[data-spans][aria-current="true"]');

// How far a mark is from standing wholly within what is seen of its region, across and down.
const outOfView = (mark) => {
  const outer = shownRegion().getBoundingClientRect();
  const inner = mark.getBoundingClientRect();
  const across = inner.left < outer.left || inner.right > outer.right ? inner.left - outer.left : 0;
  const down = inner.top < outer.top || inner.bottom > outer.bottom ? inner.top - outer.top : 0;
  return { across, down };
};

const showCurrent = () => {
  const mark = currentMark();
  if (!mark) return;
  const region = shownRegion();
  const { across, down } = outOfView(mark);
  if (down) region.scrollTop += down - region.clientHeight / 4;
  if (across) region.scrollLeft += across - region.clientWidth / 16;
};

const showView = () => {
  const pane = element.querySelector(".source");
  pane.dataset.view = pane.dataset.page ? view : "text";
  for (const button of pane.querySelectorAll("[data-view-of]")) {
    button.setAttribute("aria-pressed", button.dataset.viewOf === pane.dataset.view);
  }
};

// In the left pane, the element that leads here; of several the one that was clicked.
const showWhatLeadsHere = (pane) => {
  const [start, end] = pane.dataset.current.split("-");
  const leads = [...document.querySelectorAll("#left [data-start]")];
  const here = leads.filter(
    ({ dataset }) =>
      dataset.docid === pane.dataset.currentDocid && dataset.start === start && dataset.end === end,
  );
  const current = here.find((lead) => lead.hasAttribute("aria-current"));
  const chosen = current ?? here.find((lead) => lead.offsetParent) ?? here[0];
  for (const lead of leads) if (lead !== chosen) lead.removeAttribute("aria-current");
  chosen?.setAttribute("aria-current", "true");
};

// Where each region was scrolled to. It is noted as it happens: asking for it in between would make
// the browser lay the whole page out once more.
const scrolled = new Map();
element.addEventListener(
  "scroll",
  ({ target }) => scrolled.set(target.dataset.control, [target.scrollLeft, target.scrollTop]),
  true,
);

const textShown = () => {
  const { currentDocid, window: from } = element.querySelector(".source")?.dataset ?? {};
  return `${currentDocid} ${from}`;
};

// The control may be gone or disabled; the keys work as long as the focus is in the pane at all.
const focusOn = (control) => {
  const wanted = element.querySelector(`[data-control="${control}"]`);
  wanted?.focus({ preventScroll: true });
  if (document.activeElement !== wanted) shownRegion().focus({ preventScroll: true });
};

const bringIntoView = (pane) => {
  if (window.matchMedia(NARROW).matches) pane?.scrollIntoView({ block: "start" });
};

const draw = () => {
  const before = textShown();
  const active = document.activeElement;
  const control = element.contains(active) ? active.dataset.control : null;
  turns += 1;
  frame.innerHTML = props.value ?? "";
  const pane = frame.querySelector(".source[data-current]");
  if (!pane) {
    bringIntoView(frame.querySelector(".source[data-reveal=true]"));
    return;
  }
  showView();
  showZoom();
  if (pane.dataset.page) sayPage(pane, Number(pane.dataset.page));
  if (before !== textShown()) scrolled.clear();
  for (const [name, place] of scrolled) {
    element.querySelector(`[data-control="${name}"]`)?.scrollTo(...place);
  }
  showCurrent();
  if (control) focusOn(control);
  requestAnimationFrame(() => showWhatLeadsHere(pane)); // it is drawn in the same moment
  if (pane.dataset.reveal === "true") {
    say(`Cited span ${pane.querySelector(".span-position").textContent}`);
    bringIntoView(pane);
  }
  drawPicture();
};

// What leads there on the left knows the text that stood there, should the document have changed.
const quotedAt = ({ docid, start, end }) =>
  [...document.querySelectorAll("#left [data-quoted]")].find(
    ({ dataset }) =>
      dataset.docid === docid && Number(dataset.start) === start && Number(dataset.end) === end,
  )?.dataset.quoted;

const open = (lead) => {
  const place = { docid: lead.docid, start: Number(lead.start), end: Number(lead.end) };
  trigger("click", { ...place, quoted: quotedAt(place) });
};

// Where marks lie in each other, the smallest; one that is current already makes room for the next.
const openMarkAt = (x, y) => {
  const marks = document.elementsFromPoint(x, y).filter((found) => element.contains(found));
  const names = marks.flatMap((mark) => mark.dataset.spans?.split(" ") ?? []);
  const { current, currentDocid } = element.querySelector(".source").dataset;
  const spans = [...new Set(names)].map((name) => name.split("-").map(Number));
  spans.sort(([start, end], [otherStart, otherEnd]) => end - start - (otherEnd - otherStart));
  const [start, end] = spans.find((span) => span.join("-") !== current) ?? spans[0];
  open({ docid: currentDocid, start, end });
};

const chooseView = (chosen) => {
  view = chosen;
  showView();
  showCurrent();
  drawPicture();
};

element.addEventListener("click", (event) => {
  const { viewOf, turn, zoom: step } = event.target.closest("button")?.dataset ?? {};
  const lead = event.target.closest("[data-start]");
  if (viewOf) chooseView(viewOf);
  else if (turn) turnTo(Number(pagedPane().dataset.page) + Number(turn));
  else if (step) zoomBy(Number(step));
  else if (lead) open(lead.dataset);
  else if (event.target.closest("[data-spans]") && window.getSelection().isCollapsed) {
    openMarkAt(event.clientX, event.clientY);
  }
});

element.addEventListener("change", (event) => {
  if (!event.target.matches(".page-number")) return;
  const number = Number.parseInt(event.target.value, 10);
  turnTo(Number.isNaN(number) ? Number(pagedPane().dataset.page) : number);
});

element.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const typing = event.target.matches("input");
  const keys = event.altKey ? ALT_STEP_KEYS : typing ? {} : STEP_KEYS;
  const lead = element.querySelector(`[data-control="${keys[event.key]}"]:not([disabled])`);
  if (!keys[event.key]) return;
  event.preventDefault();
  if (lead) open(lead.dataset);
});

watch("value", draw);
draw();
