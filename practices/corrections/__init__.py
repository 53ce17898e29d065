"""The one door for putting right what was recorded: it shows what a correction would do before it is done."""
