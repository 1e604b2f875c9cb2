// Brings the current mark into view inside the pane; the page itself stays where it is, unless the
// pane lies below the answer in a narrow window and the reader asked for it.
const NARROW = "(max-width: 900px)";

const showCurrent = () => {
  const source = element.querySelector(".source");
  const text = element.querySelector(".source-text");
  const mark = element.querySelector('mark[aria-current="true"]');
  if (!source || !text || !mark) return;
  const distance = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += distance - text.clientHeight / 4;
  if (source.dataset.reveal === "true" && window.matchMedia(NARROW).matches) {
    source.scrollIntoView({ block: "start" });
  }
};

watch("value", () => requestAnimationFrame(showCurrent));
requestAnimationFrame(showCurrent);
