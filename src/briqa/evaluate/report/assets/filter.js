// The list is whole without this script; it only hides what wasn't asked for.
const form = document.getElementById("filter");
const shown = document.getElementById("shown");
const questions = [...document.querySelectorAll("article.question")];
function show() {
  const wanted = new FormData(form);
  let count = 0;
  for (const question of questions) {
    const fits = [...wanted].every(([name, value]) => !value || question.dataset[name] === value);
    question.hidden = !fits;
    count += fits;
  }
  shown.textContent = `${count} of ${questions.length} shown`;
}
form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
