// The lessons of the playground by their keys.
import {lessons} from "./catalogue.js";
import {LessonError, readLesson} from "./format.js";
import {currentLanguage} from "../language.js";
import {t} from "./words.js";

/** A lesson in a language, or in English where it is not translated. */
export async function shipped(key, language = currentLanguage()) {
  const entry = lessons.find((one) => one.key === key);
  if (!entry) throw new LessonError(t("lesson.unknown", {key: key.slice(0, 40), known: lessons.map((one) => one.key).join(", ")}));
  const load = entry.load[language] ?? entry.load.en;
  return readLesson((await load()).default);
}
