// A button with `data-copy-query` copies this page's address with that query. `copy.js` does the
// copying; it gets the text in front of its own listener.
const addressOf = (query) => `${location.origin}${location.pathname}?${query}`;

element.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-copy-query]");
    if (button) button.dataset.copy = addressOf(button.dataset.copyQuery);
  },
  true,
);
