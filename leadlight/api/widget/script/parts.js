// The means of drawing: elements by name, icons, colours that can be read. No markup is ever parsed.
function el(name, props, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list" && key !== "form") made[key] = value;
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...inside.filter((each) => each != null && each !== false));
  return made;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) svg.setAttribute(key, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const ICONS = {
  talk: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.1c-.5.5-1.4.1-1.4-.6V15.6A2.5 2.5 0 0 1 4 13.5z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z",
  send: "M3.4 20.4 21 12 3.4 3.6l-.1 6.6L15 12 3.3 13.8z",
};

// The accent as given, and black or white on it, whichever is easier to read (WCAG 2 relative luminance).
function colours(root) {
  const given_ = given.color || "";
  const found = /^#?([0-9a-f]{6})$/i.exec(given_) || /^#?([0-9a-f]{6})$/i.exec(given_.replace(/^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i, "$1$1$2$2$3$3"));
  if (!found) return;
  const parts = [0, 2, 4].map((at) => parseInt(found[1].slice(at, at + 2), 16) / 255)
    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  const light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  root.style.setProperty("--a", `#${found[1]}`);
  root.style.setProperty("--af", 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#fff" : "#000");
}

// A bot's words with their web addresses as links; a visitor's stay text.
function words(text, links) {
  const parts = links ? text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])/) : [text];
  return parts.map((part, at) => (at % 2 ? el("a", { href: part, target: "_blank", rel: "noopener nofollow ugc" }, part) : part));
}
