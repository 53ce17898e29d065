// The next code comes by itself when its minute begins.
const code = document.getElementById("check-in-code");
if (code) {
  setTimeout(() => location.reload(), 1000 * Number(code.dataset.seconds) + 200);
}
