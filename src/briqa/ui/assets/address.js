// Keeps the page's address such that it opens the same view again; each question is one step of the
// browser's history, and going back asks the one before again.
const VIEW = ["q", "doc", "span", "exact", "prefix", "suffix"];

const keep = () => {
  const shown = element.querySelector("[data-question]");
  if (!shown) return;
  const address = new URL(window.location);
  const { question } = shown.dataset;
  const isNew = address.searchParams.get("q") !== question;
  for (const name of VIEW) address.searchParams.delete(name);
  address.searchParams.set("q", question);
  if (isNew) window.history.pushState(window.history.state, "", address);
  else window.history.replaceState(window.history.state, "", address);
};

window.addEventListener("popstate", () => window.location.reload());

watch("value", keep);
