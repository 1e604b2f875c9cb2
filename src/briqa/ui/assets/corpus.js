// A title opens its document; removing is asked about first, and the focus goes along.
let removing = false;

const ask = (held, asking) => {
  const button = held.querySelector("[data-ask]");
  const question = held.nextElementSibling;
  button.setAttribute("aria-expanded", String(asking));
  question.hidden = !asking;
  (asking ? question.querySelector("[data-keep]") : button).focus();
};

const heldBefore = (inside) => inside.closest(".question-row").previousElementSibling;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("open" in button.dataset) trigger("click", { docid: button.dataset.open });
  if ("ask" in button.dataset) {
    ask(button.closest("tr"), button.getAttribute("aria-expanded") === "false");
  }
  if ("keep" in button.dataset) ask(heldBefore(button), false);
  if ("remove" in button.dataset) {
    removing = true;
    trigger("select", { docid: button.dataset.remove });
  }
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(".question-row")) {
    ask(heldBefore(event.target), false);
  }
});

watch("value", () => {
  if (!removing) return;
  removing = false;
  requestAnimationFrame(() => document.querySelector(".corpus-totals")?.focus());
});
