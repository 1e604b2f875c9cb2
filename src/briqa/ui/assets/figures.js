// A head sorts, a button turns the page; the focus stays on what was pressed.
let pressed = null;

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sort], [data-turn]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { sort, turn, page } = button.dataset;
  pressed = sort ? `[data-sort="${sort}"]` : `[data-turn="${turn}"]`;
  trigger("select", sort ? { sort } : { page: Number(page) });
});

watch("value", () => {
  if (!pressed) return;
  const button = element.querySelector(pressed);
  const turned = pressed.startsWith("[data-turn");
  pressed = null;
  requestAnimationFrame(() => {
    button?.focus({ preventScroll: true });
    if (turned) element.scrollIntoView({ block: "start" });
  });
});
