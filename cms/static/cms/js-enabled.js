// Runs before the page is painted, so that parts that need JavaScript never flash.
document.body.classList.add("js-enabled")
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported")
