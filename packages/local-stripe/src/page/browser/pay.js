// The behaviour of the pay page. Pressing Pay twice, or again after a lost answer, pays once:
// the server answers "already_complete" to whoever comes second.
const main = document.querySelector("#checkout");
const { session, status, button: buttonText } = main.dataset;
const embedded = main.dataset.embedded === "true";
const form = document.querySelector("#pay");
let busy = false;

const tell = (message) => {
  if (embedded && window.parent !== window)
    window.parent.postMessage({ from: "local-stripe", session, ...message }, "*");
};

const reportHeight = () => tell({ is: "height", height: document.documentElement.offsetHeight });
new ResizeObserver(reportHeight).observe(document.documentElement);
tell({ is: "ready" });

function finish(next) {
  if (embedded) {
    document.querySelector("#pay-part")?.setAttribute("hidden", "");
    document.querySelector("#bank")?.setAttribute("hidden", "");
    const done = document.querySelector("#done");
    if (done !== null) done.textContent = "Paid. One moment, please.";
    tell({ is: "complete", next });
  } else if (next !== "") window.location.assign(next);
}

if (status === "complete") finish(main.dataset.next);
if (status === "expired") tell({ is: "expired" });

const checks = {
  email: (value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
      ? ""
      : "Enter an e-mail address like name@example.com.",
  card: (value) =>
    /^\d{13,19}$/.test(value.replaceAll(/[\s-]/g, ""))
      ? ""
      : "Enter the card number, 13 to 19 digits.",
  expiry: (value) => {
    const match = /^\s*(\d{1,2})\s*\/?\s*(?:20)?(\d{2})\s*$/.exec(value);
    const month = Number(match?.[1]);
    if (match === null || month < 1 || month > 12)
      return "Enter the expiry date as month and year, like 12 / 34.";
    const end = new Date(2000 + Number(match[2]), month, 1);
    return end > new Date() ? "" : "This card has expired. Use another one.";
  },
  cvc: (value) => (/^\d{3,4}$/.test(value.trim()) ? "" : "Enter the security code, 3 or 4 digits."),
  name: (value) => (value.trim() === "" ? "Enter the name on the card." : ""),
};

const fieldOfCode = {
  incorrect_number: "card",
  expired_card: "expiry",
  incorrect_cvc: "cvc",
  card_declined: "card",
};

function mark(input, message) {
  const error = document.querySelector(`#${input.id}-error`);
  if (error !== null) error.textContent = message;
  if (message === "") input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

function showProblem(message) {
  const problem = document.querySelector("#problem");
  problem.textContent = message;
  problem.hidden = message === "";
  if (message !== "") problem.focus();
}

function showDecline({ code, message }) {
  const input = document.querySelector(`#${fieldOfCode[code]}`);
  if (input === null) return showProblem(`${message} Nothing was charged.`);
  mark(input, `${message} Nothing was charged; try another card.`);
  input.focus();
}

function setBusy(next) {
  busy = next;
  for (const control of document.querySelectorAll("button"))
    control.setAttribute("aria-disabled", String(next));
  const submit = document.querySelector("#submit");
  if (submit !== null) submit.textContent = next ? "One moment …" : buttonText;
}

/** The page keeps its height meanwhile: a frame that shrinks would move the bank's buttons away from the pointer. */
function showBank(visible) {
  main.style.minHeight = visible ? `${main.offsetHeight}px` : "";
  document.querySelector("#pay-part").hidden = visible;
  document.querySelector("#bank").hidden = !visible;
  if (visible) document.querySelector("#bank-title").focus();
}

async function send(entry) {
  if (busy) return;
  setBusy(true);
  showProblem("");
  try {
    const response = await fetch(`/c/pay/${session}/submit`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(entry),
    });
    const result = await response.json();
    hear(result);
  } catch {
    showProblem(
      "The payment page could not be reached. Press the button again: you cannot be charged twice.",
    );
  }
  setBusy(false);
}

function hear({ outcome, error, next }) {
  if (outcome === "succeeded" || outcome === "already_complete") return finish(next ?? "");
  if (outcome === "requires_action") return showBank(true);
  showBank(false);
  if (outcome === "declined") return showDecline(error);
  if (outcome === "expired") return window.location.reload();
  return showProblem(`${error?.message ?? "Something went wrong."} Nothing was charged.`);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  const inputs = [...form.querySelectorAll("input")];
  for (const input of inputs) mark(input, checks[input.name](input.value));
  const wrong = inputs.find((input) => input.hasAttribute("aria-invalid"));
  if (wrong !== undefined) return wrong.focus();
  const { card, email, name } = Object.fromEntries(new FormData(form));
  await send({ card, email, name });
});

// An error goes away while its field is corrected, never on blur: a line that vanishes under a
// pressed pointer moves the button away from it.
form?.addEventListener("input", ({ target }) => {
  if (target.hasAttribute("aria-invalid")) mark(target, "");
});

document.querySelector("#card")?.addEventListener("input", ({ target }) => {
  const digits = target.value.replaceAll(/\D/g, "").slice(0, 19);
  target.value = digits.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
});

for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", async () => {
    await send({ action: button.dataset.action });
  });
}
