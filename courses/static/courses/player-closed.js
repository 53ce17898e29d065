// Tells the page around the frame that the part was left.
window.parent.postMessage("saved", "*")
