// Keeps the bar of a running import up to date, and shows the outcome when there is one. Without it, the Refresh link does.
const EVERY = 2000
const place = document.querySelector("[data-import-progress]")

async function look() {
  const answer = await fetch(place.dataset.importProgress, { headers: { Accept: "application/json" } })
  if (!answer.ok) return
  const { done, total, note, finished } = await answer.json()
  if (finished) {
    window.location.reload()
    return
  }
  const bar = place.querySelector("progress")
  bar.max = total || 1
  bar.value = done
  if (note) place.querySelector("[data-note]").textContent = note
  if (total) place.querySelector(".ep-progress__words").textContent = `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")} steps`
}

if (place) setInterval(() => look().catch(() => {}), EVERY)
