// Markdown of lessons as elements of the page: a subset (paragraphs, lists, emphasis, code, quotes, headings), built node by
// node. HTML in it is shown as the text that it is; links are shown as text with their address, which nothing follows.
import {lexer} from "./marked.js";

const MATH_ELEMENTS = new Set(["math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover",
  "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "semantics"]);
const MATH_ATTRIBUTES = new Set(["display", "mathvariant", "stretchy", "fence", "form", "lspace", "rspace", "accent", "displaystyle", "scriptlevel", "separator", "width"]);
const MATHML = "http://www.w3.org/1998/Math/MathML";
const DEEPEST = 24;

function mathNode(source, depth = 0) {
  if (source.nodeType === 3) return document.createTextNode(source.data);
  if (source.nodeType !== 1 || !MATH_ELEMENTS.has(source.localName) || depth > DEEPEST) return null;
  const node = document.createElementNS(MATHML, source.localName);
  for (const {name, value} of source.attributes) if (MATH_ATTRIBUTES.has(name)) node.setAttribute(name, value);
  for (const child of source.childNodes) {
    const made = mathNode(child, depth + 1);
    if (made) node.append(made);
  }
  return node;
}

function equation(tex, math) {
  const source = math && Object.hasOwn(math, tex) ? new DOMParser().parseFromString(math[tex], "application/xml").documentElement : null;
  const node = source?.localName === "math" ? mathNode(source) : null;
  if (node) return node;
  return Object.assign(document.createElement("code"), {textContent: tex});
}

/** Text with equations. */
function withMath(text, math) {
  return text.split(/\$([^$\n]{1,200})\$/).map((part, index) => index % 2 === 1 ? equation(part, math) : document.createTextNode(part));
}

const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&amp;", "&");

const names = {strong: "strong", em: "em", paragraph: "p", blockquote: "blockquote", list_item: "li", del: "s"};

function nodes(tokens, math, depth) {
  if (depth > DEEPEST) return [document.createTextNode("…")];
  return tokens.flatMap((token) => {
    const inner = () => token.tokens ? nodes(token.tokens, math, depth + 1) : withMath(decoded(token.text ?? ""), math);
    const element = (name, children) => {
      const made = document.createElement(name);
      made.append(...children);
      return made;
    };
    switch (token.type) {
      case "space": return [];
      case "br": return [document.createElement("br")];
      case "hr": return [document.createElement("hr")];
      case "codespan": return [element("code", [decoded(token.text)])];
      case "code": return [element("pre", [token.text])];
      case "heading": return [element("h3", inner())];
      case "list": return [element(token.ordered ? "ol" : "ul", nodes(token.items, math, depth + 1))];
      case "link": return [...inner(), document.createTextNode(token.href === token.text ? "" : ` (${token.href})`)];
      case "image": case "html": case "table": return [document.createTextNode(token.raw)];
      case "escape": return [document.createTextNode(token.text)];
      default: return Object.hasOwn(names, token.type) ? [element(names[token.type], inner())] : inner();
    }
  });
}

/** The elements that a Markdown text stands for. */
export function fromMarkdown(text, math) {
  // Equations stand aside while Markdown is read: it would take their underscores for emphasis.
  const kept = [];
  const marked = text.replace(/\$([^$\n]{1,200})\$/g, (whole, tex) => `\uE000${kept.push(tex) - 1}\uE001`);
  const made = document.createDocumentFragment();
  made.append(...nodes(lexer(marked, {gfm: true}), math, 0));
  const walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.includes("\uE000")) found.push(walker.currentNode);
  for (const node of found) {
    node.replaceWith(...node.data.split(/\uE000(\d+)\uE001/).map((part, index) => index % 2 === 1 ? equation(kept[part] ?? "", math) : document.createTextNode(part)));
  }
  return made;
}
