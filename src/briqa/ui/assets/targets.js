// A click on anything that names a span opens that span in the source pane.
element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-start]");
  if (!target) return;
  for (const other of document.querySelectorAll("[data-start][aria-current]")) {
    other.removeAttribute("aria-current");
  }
  target.setAttribute("aria-current", "true");
  trigger("click", {
    docid: target.dataset.docid,
    start: Number(target.dataset.start),
    end: Number(target.dataset.end),
    quoted: target.dataset.quoted ?? null,
  });
});

// A mark of a plot is no button of the browser's own, so its keys are told here.
element.addEventListener("keydown", (event) => {
  const mark = event.target.closest("svg [data-start]");
  if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
});
