// The bubble and the panel: opening, closing, focus, and the state that is told above the entry.
let root, shell, launcher, panel, log, scroller, formPlace, askPlace, dots, status, chip, entry, before;
const isOpen = () => !!(panel && !panel.hidden);
const isFull = () => matchMedia("(max-width:480px)").matches;

function style(shadow) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(el("style", { nonce: script.nonce }, CSS));
  }
}

function drawLauncher() {
  const host = el("leadlight-widget");
  root = host.attachShadow({ mode: "open" });
  style(root);
  launcher = el("button", { type: "button", className: "launch", "aria-haspopup": "dialog", onclick: () => (isOpen() ? close() : open()) });
  shell = el("div", { className: `ll ${given.theme === "dark" ? "dark" : given.theme === "light" ? "light" : "auto"} ${given.position === "left" ? "left" : "right"}`,
    lang: short(tongue()), dir: isRtl() ? "rtl" : "ltr" }, launcher);
  colours(shell);
  root.append(shell);
  document.body.append(host);
  drawState();
}

function drawState() {
  const is = isOpen();
  launcher.replaceChildren(icon(is ? ICONS.close : ICONS.talk));
  launcher.setAttribute("aria-expanded", String(is));
  launcher.setAttribute("aria-label", is ? W.close : W.open);
  shell.classList.toggle("open", is);
}

function drawPanel() {
  log = el("div", { className: "log", role: "log", "aria-live": "polite", "aria-label": title() });
  askPlace = el("div");
  formPlace = el("div", { className: "form" });
  dots = el("div", { className: "dots", hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  scroller = el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": title() }, log, dots, askPlace, formPlace);
  status = el("p", { className: "status", role: "status" });
  chip = el("button", { type: "button", className: "chip", onclick: () => askForForm("request") }, W.leave);
  entry = el("textarea", { rows: 1, maxLength: LONGEST, placeholder: W.write, "aria-label": W.write, dir: "auto", value: S.draft,
    oninput: () => { S.draft = entry.value; keep(); grow(); settle(trouble); },
    onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sendEntry(); } } });
  panel = el("div", { className: "panel", id: "p", role: "dialog", "aria-labelledby": "t", hidden: true, onkeydown: keys },
    el("header", null, el("h2", { id: "t", dir: "auto" }, title()),
      el("button", { type: "button", className: "x", "aria-label": W.close, onclick: close }, icon(ICONS.close))),
    scroller,
    el("footer", null, status, chip,
      el("form", { className: "entry", onsubmit: (event) => { event.preventDefault(); sendEntry(); } }, entry,
        el("button", { type: "submit", className: "send", "aria-label": W.send }, icon(ICONS.send)))));
  shell.prepend(panel);
  launcher.setAttribute("aria-controls", "p");
  log.append(drawBubble({ role: "bot", text: greeting() }), ...S.log.map(drawBubble));
  drawAsk();
  drawForm();
  settle(trouble);
}

const title = () => given.title || W.title;
const greeting = () => given.greeting ? (S.live || given.answers === "bot" ? given.greeting : `${given.greeting}\n${W.hello}`) : given.answers === "bot" ? W.helloBot : W.hello;

function sendEntry() {
  if (!entry.value.trim()) return;
  say(entry.value);
  entry.value = S.draft = "";
  keep();
  grow();
  settle(trouble);
}

function grow() {
  entry.style.height = "auto";
  entry.style.height = `${Math.min(entry.scrollHeight + 2, 132)}px`;
}

const toEnd = () => { if (scroller) scroller.scrollTop = scroller.scrollHeight; };
const drawFooter = () => { if (chip) chip.hidden = !!(S.form || S.done || trouble === "refused"); };

function settle(what) {
  const last = trouble;
  trouble = what;
  if (!what) doubts = 0;
  if (!status) return;
  const told = W[what] || (entry.value.length < LONGEST ? "" : W.long);
  if (status.textContent !== told) status.textContent = told;
  const no = what === "refused", held = root.activeElement;
  panel.classList.toggle("refused", no);
  for (const each of entry.form.elements) each.disabled = no; // nobody should write what nobody will get
  if (no && held && held.disabled) panel.querySelector(".x").focus();
  if (last !== what) drawFooter();
}

function keys(event) {
  if (event.key === "Escape") { event.stopPropagation(); close(); }
  if (event.key !== "Tab" || !isFull()) return;
  const all = [...panel.querySelectorAll("button,input,select,textarea,a[href],[tabindex='0']")].filter((each) => !each.disabled && each.tabIndex >= 0 && each.offsetParent);
  const end = event.shiftKey ? all[0] : all[all.length - 1];
  if (root.activeElement === end) { event.preventDefault(); (event.shiftKey ? all[all.length - 1] : all[0]).focus(); }
}

async function open(quietly) {
  if (!panel) drawPanel();
  if (isOpen()) return;
  before = document.activeElement;
  panel.hidden = false;
  panel.setAttribute("aria-modal", String(isFull()));
  S.open = true;
  keep();
  drawState();
  grow();
  toEnd();
  if (quietly !== true) entry.focus({ preventScroll: true });
  tell("open");
  hurry();
  const isHere = await fetchForm();
  poll();
  if (isHere && !S.form && !S.done && !S.declined && FORM.triggers.pages.some(isLike)) showForm("page");
}

function close() {
  if (!isOpen()) return;
  panel.hidden = true;
  S.open = false;
  keep();
  drawState();
  (launcher.hidden && before ? before : launcher).focus();
  tell("close");
}

// Patterns as the form's rules have them: `/pricing*` on any host, `www.example.com/blog/*` on that one.
function isLike(pattern) {
  const path = location.pathname.replace(/\/+$/, "") || "/";
  const held = (pattern.startsWith("/") ? path : location.host + path).toLowerCase();
  const fits = (one) => new RegExp(`^${one.split("*").map((each) => each.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`).test(held);
  const wanted = pattern.toLowerCase();
  return fits(wanted) || (wanted.endsWith("/*") && fits(wanted.slice(0, -2)));
}
