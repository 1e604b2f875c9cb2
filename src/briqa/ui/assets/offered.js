// A click on an offered text hands it on.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text]");
  if (button) trigger("click", { text: button.dataset.text });
});
