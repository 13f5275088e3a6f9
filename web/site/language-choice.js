// The menu in which the language of the page is chosen, each named in itself.
import {chooseLanguage, currentLanguage, knownLanguages, nameOfLanguage, NOT_LOADED, onLanguage} from "./language.js";
import {toast} from "./notices.js";

/** Fills the menu and follows what is chosen, here or in a lesson. */
export function offerLanguages(menu) {
  menu.replaceChildren(...knownLanguages().map((one) => Object.assign(new Option(nameOfLanguage(one), one), {lang: one})));
  const show = () => { menu.value = currentLanguage(); };
  menu.addEventListener("change", () => chooseLanguage(menu.value).catch(() => {
    toast(NOT_LOADED);
    show();
  }));
  onLanguage(show);
  show();
}
