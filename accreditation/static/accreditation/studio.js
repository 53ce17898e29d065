// Says the tree in plain English as it is written. Nothing is stored; without this script the words follow on saving.
const words = document.querySelector("[data-studio-words]");
const told = document.querySelector("[data-studio-told]");
const form = document.getElementById("w-editor-form");
const PAUSE = 700;
let waiting = null;
let asked = 0;

async function say() {
  const number = ++asked;
  let text = "";
  try {
    const answer = await fetch(words.dataset.studioWords, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    text = await answer.text();
  } catch {
    if (number === asked) told.textContent = "The words cannot be fetched just now. They follow when you save.";
    return;
  }
  if (number !== asked) return;
  words.innerHTML = text;
  told.textContent = "As written now, not saved yet.";
}

function soon() {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(say, PAUSE);
}

if (words && form) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Blocks are added, moved and removed by buttons.
  form.addEventListener("click", (event) => {
    if (event.target.closest("button[type=button], [role=option]")) soon();
  });
}
