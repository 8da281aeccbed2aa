// The form in the chat: drawn from the version in force, checked here for blanks and by the API for all else.
const AUTOCOMPLETE = { name: "name", email: "email", phone: "tel", company: "organization", website: "url" };

// The fields that may be asked as things stand: a condition holds as the API says it does.
function openFields(values) {
  const answers = {};
  return FORM.fields.filter((field) => {
    const only = field.only_if;
    if (only) {
      const said = [answers[only.field] ?? []].flat().map((each) => String(each).trim().toLowerCase());
      if (!said.length || (only.values.length && !only.values.some((each) => said.includes(each.toLowerCase())))) return false;
    }
    const value = values[field.key];
    if (field.input === "checkbox") answers[field.key] = value ? "yes" : "no";
    else if (value && value.length) answers[field.key] = value;
    return true;
  });
}

function control(field, id, value, changed) {
  const base = { id, name: field.key, required: field.required, "aria-describedby": `${id}-n` };
  const typed = { ...base, maxLength: LONGEST, value: value || "", oninput: (event) => changed(event.target.value) };
  if (field.input === "checkbox") return el("input", { ...base, type: "checkbox", checked: !!value, onchange: (event) => changed(event.target.checked) });
  if (field.input === "area") return el("textarea", { ...typed, rows: 3 });
  if (field.input === "select") {
    const made = el("select", { ...base, onchange: (event) => changed(event.target.value) },
      el("option", { value: "" }, W.choose), ...field.options.map((each) => el("option", { value: each }, each)));
    made.value = value || "";
    return made;
  }
  const isNumber = field.input === "number"; // as people write numbers: the API reads them
  return el("input", { ...typed, type: isNumber ? "text" : field.input, inputMode: isNumber ? "decimal" : "",
    autocomplete: AUTOCOMPLETE[field.type] || "off", dir: /email|tel|url/.test(field.input) ? "ltr" : "auto" });
}

function ticks(field, id, value, changed) {
  const chosen = new Set(value || []);
  return field.options.map((each, at) => el("label", { className: "tick" },
    el("input", { type: "checkbox", id: at ? `${id}-${at}` : id, name: field.key, checked: chosen.has(each), "aria-describedby": `${id}-n`,
      onchange: (event) => { chosen[event.target.checked ? "add" : "delete"](each); changed(field.options.filter((one) => chosen.has(one))); } }),
    el("span", { dir: "auto" }, each)));
}

function drawField(field, values, errors, changed) {
  const id = `f-${field.key}`, error = errors[field.key];
  const mark = field.required ? el("span", { className: "req", "aria-hidden": "true" }, " *") : el("span", { className: "opt" }, ` (${W.optional})`);
  const notes = el("span", { id: `${id}-n`, className: "notes" },
    field.help && el("span", { className: "help", dir: "auto" }, field.help), error && el("span", { className: "err" }, error));
  const take = (value) => changed(field, value);
  const label = el("span", { dir: "auto" }, called(field));
  let row;
  if (field.input === "choices") row = el("fieldset", { className: "f" }, el("legend", null, label, mark), ...ticks(field, id, values[field.key], take), notes);
  else {
    const made = control(field, id, values[field.key], take);
    row = field.input === "checkbox"
      ? el("div", { className: "f" }, el("label", { className: "tick" }, made, el("span", null, label, mark)), notes)
      : el("div", { className: "f" }, el("label", { htmlFor: id }, label, mark), made, notes);
  }
  if (error) for (const each of row.querySelectorAll("input,select,textarea")) each.setAttribute("aria-invalid", "true");
  return row;
}

// ---- the form on show: S.form = {at, by, values, errors, busy}

function showForm(by) {
  if (!S.form) S.form = { at: Date.now(), by, values: {}, errors: {}, busy: false };
  if (by !== "talk") post("shown", `/conversations/${S.id}/messages`, { messages: [], shown: by, ...journey() });
  keep();
  drawForm();
  poll();
}

async function askForForm(by) {
  await Promise.race([fetchForm(), new Promise((done) => setTimeout(done, 1500))]); // offline: the one that is known
  if (!FORM) return;
  showForm(by);
  focusForm();
}

function drawForm() {
  if (!formPlace) return;
  const held = root.activeElement && root.activeElement.id;
  formPlace.replaceChildren();
  drawFooter();
  if (!S.form || !FORM) return;
  const { values, errors, busy } = S.form;
  const fields = openFields(values);
  const keys = fields.map((each) => each.key).join();
  const changed = (field, value) => {
    values[field.key] = value;
    delete errors[field.key];
    keep();
    if (openFields(values).map((each) => each.key).join() !== keys) drawForm();
  };
  // People do not see this one; machines fill in whatever there is.
  const trap = el("input", { name: "website2", tabIndex: -1, autocomplete: "off", className: "trap", "aria-hidden": "true" });
  const send = el("button", { type: "submit", className: "go", disabled: busy }, busy ? W.sending : W.send);
  const form = el("form", { noValidate: true, "aria-label": W.details, "aria-busy": String(!!busy),
    onsubmit: (event) => { event.preventDefault(); submitForm(trap.value); } },
    ...fields.map((each) => drawField(each, values, errors, changed)),
    errors[""] && el("p", { className: "err", role: "alert" }, errors[""]), trap,
    el("div", { className: "row" }, send, !busy && el("button", { type: "button", className: "plain", onclick: dropForm }, W.later)));
  if (busy) for (const each of form.elements) each.disabled = true;
  formPlace.append(form);
  if (held) { const there = root.getElementById(held); if (there) there.focus(); }
}

function focusForm() {
  const first = formPlace && (formPlace.querySelector("[aria-invalid]") || formPlace.querySelector("input:not(.trap),select,textarea"));
  if (first) { first.focus(); first.closest(".f").scrollIntoView({ block: "nearest" }); }
}

function dropForm() {
  S.form = null;
  S.declined = true;
  keep();
  drawForm();
  entry.focus();
}

function submitForm(trap) {
  const { values, at, by } = S.form, fields = openFields(values), errors = {}, sent = {};
  for (const field of fields) {
    let value = values[field.key];
    if (typeof value === "string") value = whole(value.trim());
    if (field.input === "checkbox") value = !!value;
    if (field.type === "consent" && field.required && !value) errors[field.key] = W.agree;
    else if (value == null || value.length === 0) { if (field.required) errors[field.key] = W.need; }
    else sent[field.key] = value;
  }
  S.form.errors = errors;
  if (Object.keys(errors).length) { drawForm(); focusForm(); return; }
  S.form.busy = true;
  const body = { values: sent, conversation: S.id, form_version: FORM.version, website2: trap, started_ms: Math.max(0, Date.now() - at), ...journey() };
  if (by !== "talk") body.trigger = by;
  post("lead", "/leads", body);
  drawForm();
}

function leadReceived() {
  S.form = S.ask = null;
  S.done = true;
  drawForm();
  bubble("bot", W.thanks);
  entry && entry.focus();
  tell("lead", { conversation: S.id });
}

async function leadRefused(data, one) {
  const told = data.error || {}, field = told.field;
  if (!S.form) S.form = { at: Date.now(), by: "request", values: { ...one.body.values }, errors: {} };
  S.form.busy = false;
  // A form of another day: the one in force, with what was typed.
  if (field === "form_version") {
    await fetchForm();
    if (S.form) S.form.errors = { "": W.changed };
    keep();
    drawForm();
    focusForm();
    return;
  }
  const known = FORM && FORM.fields.find((each) => each.key === field);
  const plain = W === WORDS.en && told.message ? told.message.replace(known ? `${known.label}: ` : "", "") : W.wrong;
  S.form.errors = { [known ? field : ""]: plain.charAt(0).toUpperCase() + plain.slice(1) + (/[.!?…]$/.test(plain) ? "" : ".") };
  fetchForm();
  drawForm();
  focusForm();
}
