// Says so when a script of the page does not arrive: none of the others runs then. A classic script in the head.
addEventListener("error", ({target}) => {
  if (target instanceof HTMLScriptElement) document.getElementById("incomplete").hidden = false;
}, true);
