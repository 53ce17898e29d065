class GrammarError(ValueError):
    """A framework document that cannot be understood; `path` leads to the place, the text says what to change."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message
