// Keeps the page's address such that it opens the same view again.
const VIEW = ["q", "doc", "span", "exact", "prefix", "suffix"];

const keep = () => {
  const shown = element.querySelector("[data-question]");
  if (!shown) return;
  const address = new URL(window.location);
  for (const name of VIEW) address.searchParams.delete(name);
  address.searchParams.set("q", shown.dataset.question);
  window.history.replaceState(window.history.state, "", address);
};

watch("value", keep);
