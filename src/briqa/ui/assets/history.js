// A click on an earlier question asks it again.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-question]");
  if (button) trigger("click", { question: button.dataset.question });
});
