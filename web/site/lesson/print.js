// A lesson on paper, A4 or Letter: all its steps with the answers, and the plots that are on the screen.
import {element} from "./elements.js";
import {fromMarkdown} from "./text.js";
import {t} from "./words.js";

function answerOf(asked, answer) {
  if (answer === undefined || answer === null) return asked.options ? `☐ ${asked.options.join("   ☐ ")}` : null;
  if (asked.options) return asked.options.map((option, k) => `${k === answer ? "☒" : "☐"} ${option}`).join("   ");
  return `${answer} ${asked.unit ?? ""}`;
}

async function pictures(page) {
  const found = [];
  for (const {key, title} of await page.plots()) {
    const url = await page.command("plot", {plot: key, format: "png"}).catch(() => null);
    if (url) found.push(element("figure", {}, [element("img", {src: url, alt: title}), element("figcaption", {textContent: title})]));
  }
  return found;
}

/** Fills the paper; it is left in the page until the next print or until the lesson ends. */
export async function paper(player, page) {
  const {lesson} = player;
  document.querySelector(".lesson-paper")?.remove();
  const steps = lesson.steps.map((step, k) => element("section", {}, [
    element("h2", {textContent: `${k + 1}. ${step.title}`}), fromMarkdown(step.text, lesson.math),
    ...step.questions.map((asked, i) => {
      const said = answerOf(asked, player.answers[k][i]);
      return element("div", {}, [fromMarkdown(asked.words, lesson.math), said === null ? element("div", {className: "line"}) : element("p", {textContent: said})]);
    }),
    ...step.checks.map(({words}, i) => element("p", {}, [player.passed[k][i] !== null ? "☒ " : "☐ ", words])),
  ]));
  const made = element("div", {className: "lesson-paper", translate: false}, [element("h1", {textContent: lesson.title}), ...player.name ? [element("p", {textContent: player.name})] : [], ...steps, ...await pictures(page)]);
  document.body.append(made);
  await Promise.all([...made.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  return made;
}

export async function print(player, page) {
  const made = await paper(player, page);
  addEventListener("afterprint", () => made.remove(), {once: true});
  window.print();
  page.said?.(t("print.done"));
}
