import { initAll } from "../build/nhsuk-frontend.js"

initAll()

// A passkey that the browser could not use says so on the page instead of only in the console.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-problem]")
  if (!place) return
  event.preventDefault()
  place.hidden = false
  place.focus()
})
