// What is kept where: this tab's talk in sessionStorage; first touch and visitor in localStorage, after consent only.
const script = document.currentScript || document.querySelector("script[data-bot][src*='widget.js']");
const given = script.dataset;
const BOT = given.bot, KEY = given.key || "";
const ROOT = (given.api || new URL(script.src).origin + new URL(script.src).pathname.replace(/\/api\/v1\/widget\.js$/, "")).replace(/\/$/, "");
const API = `${ROOT}/api/v1/bots/${encodeURIComponent(BOT)}`;
const PLACE = `leadlight:${BOT}${"test" in given ? ":test" : ""}`; // a test goes on as a test
const IDLE = 30 * 60e3, LONGEST = 4000, MOST_SHOWN = 200;

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");

function read(where, name) {
  try { return JSON.parse(window[where].getItem(name)); } catch { return null; } // storage may be closed to us
}

function write(where, name, value) {
  try {
    if (value === null) window[where].removeItem(name);
    else window[where].setItem(name, JSON.stringify(value));
  } catch { /* the talk goes on in memory */ }
}

// id: the conversation's; log: what is on show; out: what waits to be sent, in order; known: the last position polled.
const fresh = () => ({ v: 1, id: `w-${random()}`, at: 0, log: [], out: [], known: -1, ask: null, form: null, draft: "" });
const kept = () => { const found = read("sessionStorage", PLACE); return found && found.v === 1 ? found : null; };
let S = kept() || fresh();
const keep = () => write("sessionStorage", PLACE, S);

let consented = given.consent === "granted";

function setConsent(is) {
  consented = !!is;
  if (consented) firstTouch();
  else write("localStorage", PLACE, null);
}

// ---- the journey: pages without their fragment, campaign and referrer of the first touch, zone and language

// No store keeps NUL or half a surrogate pair (`Cs` where the pair is not whole): the API refuses what holds one.
const whole = (text) => text.replace(/[\0\p{Cs}]/gu, "");
const clip = (text, most = 2000) => String(text || "").slice(0, most).replace(/[\p{Cc}\p{Cs}]/gu, "").trim() || undefined;
const pageNow = () => clip(given.page || location.href.split("#")[0]);

function here() {
  const asked = new URLSearchParams(location.search), found = { landing_page: pageNow() };
  const from = document.referrer;
  if (from && !from.startsWith(location.origin + "/")) found.referrer = clip(from);
  for (const name of ["source", "medium", "campaign", "term", "content"]) found[`utm_${name}`] = clip(asked.get(`utm_${name}`));
  return found;
}

function firstTouch() {
  if (!S.first) { S.first = here(); keep(); }
  if (!consented) return { touch: S.first };
  let kept = read("localStorage", PLACE);
  if (!kept || !kept.touch) write("localStorage", PLACE, (kept = { touch: S.first, visitor: random() }));
  return kept;
}

function journey() {
  const { touch, visitor } = firstTouch();
  const said = { page: pageNow(), ...touch, visitor, language: tongue() };
  // What an older script kept, too.
  for (const name in said) said[name] = clip(said[name]);
  try { said.timezone = Intl.DateTimeFormat().resolvedOptions().timeZone; } catch { /* unknown, then */ }
  if ("test" in given) said.is_test = true;
  return said;
}

// ---- languages

const tongue = () => clip(given.lang || document.documentElement.lang || navigator.language, 35) || "en";
const short = (code) => code.toLowerCase().split(/[-_]/)[0];
const W = WORDS[short(tongue())] || WORDS.en;
const isRtl = () => getComputedStyle(document.documentElement).direction === "rtl" || /^(ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)$/.test(short(tongue()));
// Labels are in the language the visitor writes, once that is told.
const called = (field) => (field.labels || {})[S.lang || short(tongue())] || field.label;
