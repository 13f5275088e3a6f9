// The playground as a cell of a notebook: one module that follows the contract of anywidget, which Jupyter, marimo, Colab and
// VS Code share. The build makes it site/widget.js, with the one file inside.
//
// Traits, in both directions:
//   link     text: the experiment as the fragment of a link; setting it opens it
//   weights  bytes: a safetensors file of the network; written when training stops, setting it begins with these weights
//   result   a dictionary {iterations, accuracy, loss, fingerprint, link}, written when training stops
//
// The page stands in a frame without an origin. It hands over a port at its start and listens to nothing else (widget-port.js).
import page from "./page-text.js";
import {withInside} from "./one-file.js";

const HEIGHT = 640;

const bytesOf = (view) => {
  if (view instanceof ArrayBuffer) return new Uint8Array(view);
  return ArrayBuffer.isView(view) ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array();
};

function render({model, el}) {
  const frame = document.createElement("iframe");
  frame.title = "NN4N Playground";
  frame.setAttribute("sandbox", "allow-scripts allow-downloads");
  Object.assign(frame.style, {display: "block", width: "100%", height: `${HEIGHT}px`, border: "0"});
  const refusal = Object.assign(document.createElement("p"), {hidden: true});
  refusal.setAttribute("role", "status");

  let port = null;
  const held = {link: model.get("link") ?? "", weights: bytesOf(model.get("weights"))};  // what page and notebook both have

  const sayRefusal = (sentence) => {  // it stays until the notebook sets something else
    refusal.textContent = sentence;
    refusal.hidden = sentence === "";
  };
  const tell = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const heard = {
    link: ({link}) => {
      held.link = link;
      tell({link});
    },
    result: ({result, weights}) => {
      held.weights = weights;
      tell({result, weights: new DataView(weights.buffer, weights.byteOffset, weights.byteLength)});
    },
    refused: ({message}) => sayRefusal(message),
  };

  const send = (message) => {
    sayRefusal("");
    port?.postMessage(message);
  };
  const sendWeights = () => {
    if (held.weights.length > 0) send({type: "weights", bytes: held.weights.slice()});
  };
  const onMessage = ({source, data, ports: [given]}) => {
    if (source !== frame.contentWindow) return;
    if (data.type === "height") frame.style.height = `${data.height}px`;
    if (data.type !== "port" || !given) return;
    port = given;
    port.onmessage = ({data: message}) => heard[message.type]?.(message);
    sendWeights();
  };
  const onLink = () => {
    const link = model.get("link") ?? "";
    if (link === held.link) return;
    held.link = link;
    send({type: "open", link});
  };
  const onWeights = () => {
    const weights = bytesOf(model.get("weights"));
    if (weights.length === held.weights.length && weights.every((byte, at) => byte === held.weights[at])) return;
    held.weights = weights;
    sendWeights();
  };

  addEventListener("message", onMessage);
  model.on("change:link", onLink);
  model.on("change:weights", onWeights);
  frame.srcdoc = withInside(page, {open: held.link}).replace("<html ", '<html data-frame="widget" ');
  el.append(frame, refusal);
  return () => {
    removeEventListener("message", onMessage);
    model.off("change:link", onLink);
    model.off("change:weights", onWeights);
    port?.close();
    frame.remove();
  };
}

export default {render};
