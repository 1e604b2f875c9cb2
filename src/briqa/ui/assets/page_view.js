// The page of a PDF: its picture as large as the sheet is, turning pages, and zooming.
const ZOOMS = [1, 1.25, 1.5, 2, 3];
const PICTURES_KEPT = 16;
const WIDTH_STEP_PX = 160; // as in page_views.py

const pictures = new Map(); // decoded, the one used last at the end
let zoom = 0;
let turns = 0; // what was asked for before the last turn comes too late

const pagedPane = () => element.querySelector(".source[data-page]");

const keepPicture = (key, picture) => {
  pictures.delete(key);
  pictures.set(key, picture);
  if (pictures.size > PICTURES_KEPT) pictures.delete(pictures.keys().next().value);
};

const layPicture = (sheet, picture) => {
  const shown = sheet.querySelector("img");
  if (shown === picture) return;
  shown?.remove();
  sheet.prepend(picture);
};

const decodedPicture = async (address, name) => {
  const picture = new Image();
  picture.alt = name;
  picture.draggable = false;
  picture.src = address;
  await picture.decode();
  return picture;
};

const sayProblem = (sheet, line) => {
  const problem = document.createElement("p");
  problem.className = "page-problem";
  problem.setAttribute("role", "note");
  problem.textContent = line ?? "This page can't be shown: the server doesn't answer.";
  sheet.replaceChildren(problem);
};

const drawPicture = async () => {
  const pane = pagedPane();
  const sheet = pane?.querySelector(".sheet");
  if (!sheet?.clientWidth) return;
  const { currentDocid: docid, page } = pane.dataset;
  const width = Math.ceil(sheet.clientWidth * window.devicePixelRatio);
  const ofPage = `${sheet.dataset.file} ${page} `;
  const key = `${ofPage}${Math.ceil(width / WIDTH_STEP_PX)}`;
  sheet.dataset.wanted = key;
  if (!pictures.has(key)) {
    const other = [...pictures.keys()].findLast((known) => known.startsWith(ofPage));
    if (other && !sheet.querySelector("img")) layPicture(sheet, pictures.get(other));
    const answer = await server.page_picture({ docid, page: Number(page), width });
    if (!answer?.address) {
      if (sheet.isConnected) sayProblem(sheet, answer?.problem);
      return;
    }
    keepPicture(key, await decodedPicture(answer.address, `Page ${page} of the file`));
  }
  keepPicture(key, pictures.get(key));
  // Another page, or another size of this one, may have been asked for in the meantime.
  if (sheet.isConnected && sheet.dataset.wanted === key) layPicture(sheet, pictures.get(key));
};

const sayPage = (pane, page) => {
  pane.dataset.page = page;
  pane.querySelector(".page-number").value = page;
  pane.querySelector('[data-turn="-1"]').disabled = page <= 1;
  pane.querySelector('[data-turn="1"]').disabled = page >= Number(pane.dataset.pages);
};

const turnTo = async (number) => {
  const pane = pagedPane();
  const page = Math.min(Math.max(1, number), Number(pane.dataset.pages));
  const turn = ++turns;
  sayPage(pane, page);
  const answer = await server.page_sheet({
    docid: pane.dataset.currentDocid,
    page,
    cited: JSON.parse(pane.dataset.cited),
    current: pane.dataset.current.split("-").map(Number),
  });
  if (turn !== turns || !pane.isConnected) return;
  const region = pane.querySelector(".source-page");
  if (answer?.html) region.innerHTML = answer.html;
  else sayProblem(region.querySelector(".sheet") ?? region, answer?.problem);
  region.scrollTop = 0;
  say(`${answer?.name ?? `Page ${page}`} of ${pane.dataset.pages}`);
  drawPicture();
};

const showZoom = () => {
  const region = pagedPane()?.querySelector(".source-page");
  if (!region) return;
  region.style.setProperty("--zoom", ZOOMS[zoom]);
  pagedPane().querySelector('[data-zoom="-1"]').disabled = zoom === 0;
  pagedPane().querySelector('[data-zoom="1"]').disabled = zoom === ZOOMS.length - 1;
};

// The current mark stays in view if it is; else what is in the middle stays there. A step of 0 goes
// back to the pane's width.
const zoomBy = (step) => {
  const mark = currentMark();
  const seen = mark && !outOfView(mark).down;
  const region = pagedPane().querySelector(".source-page");
  const middle = (scroll, view, whole) => (scroll + view / 2) / whole;
  const across = middle(region.scrollLeft, region.clientWidth, region.scrollWidth);
  const down = middle(region.scrollTop, region.clientHeight, region.scrollHeight);
  zoom = step ? Math.min(Math.max(0, zoom + step), ZOOMS.length - 1) : 0;
  showZoom();
  region.scrollLeft = across * region.scrollWidth - region.clientWidth / 2;
  region.scrollTop = down * region.scrollHeight - region.clientHeight / 2;
  if (seen) showCurrent();
  say(`${Math.round(100 * ZOOMS[zoom])} percent of the pane's width`);
  drawPicture();
};

let resized;
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(drawPicture, 150);
});
